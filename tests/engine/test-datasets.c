/* Databases that nobody here wrote, and counts that must come out exactly
 * (datasets/README.md in the shared folder). */

#include "engine/ff-engine.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define CHINOOK "chinook/chinook.sqlite"
#define NORTHWIND "northwind/northwind.sqlite"

typedef struct
{
  const char *what;
  const char *file;
  const char *plan;
  gint64      n;
} Case;

#define COUNTRIES "{'op':'select','entity':'Customer','rule':{'all':[{'left':{'attribute':['Country']},'op':'in-list'," \
                  "'right':{'values':['USA','Canada','Brazil']}}]}}"
#define GENRE(name) "{'exists':'Invoice','where':{'all':[{'exists':'InvoiceLine','where':{'all':[{'left':{'attribute':['Track','Genre','Name']}," \
                    "'op':'equals','right':{'value':'" name "'}}]}}]}}"

static const Case cases[] = {
  { "chinook/countries", CHINOOK, "[" COUNTRIES "]", 26 },
  { "chinook/no-company-and-spent", CHINOOK,
    "[{'op':'select','entity':'Customer','rule':{'all':[{'left':{'attribute':['Company']},'op':'is-empty'},"
    "{'left':{'aggregate':'sum','link':['Invoice'],'of':{'attribute':['Total']}},'op':'greater','right':{'value':40.00}}]}}]", 13 },
  { "chinook/jazz-never-metal", CHINOOK,
    "[{'op':'select','entity':'Customer','rule':{'all':[" GENRE ("Jazz") ",{'none':[" GENRE ("Metal") "]}]}}]", 2 },
  { "chinook/lines-of-them", CHINOOK, "[" COUNTRIES ",{'op':'relate','in':[0],'link':'Invoice'},{'op':'relate','in':[1],'link':'InvoiceLine'}]", 988 },
  { "chinook/two-large-invoices", CHINOOK,
    "[{'op':'select','entity':'Customer','rule':{'all':[{'left':{'aggregate':'count','link':['Invoice'],'where':"
    "{'all':[{'left':{'attribute':['Total']},'op':'at-least','right':{'value':10.00}}]}},'op':'at-least','right':{'value':2}}]}}]", 5 },
  { "northwind/germany", NORTHWIND,
    "[{'op':'select','entity':'Customers','rule':{'all':[{'left':{'attribute':['Country']},'op':'equals','right':{'value':'Germany'}}]}}]", 11 },
  { "northwind/no-order", NORTHWIND, "[{'op':'select','entity':'Customers','rule':{'all':[{'not-exists':'Orders'}]}}]", 4 },
  { "northwind/many-orders", NORTHWIND,
    "[{'op':'select','entity':'Customers','rule':{'all':[{'left':{'aggregate':'count','link':['Orders']},'op':'at-least','right':{'value':15}}]}}]", 12 },
  { "northwind/beverages", NORTHWIND,
    "[{'op':'select','entity':'Customers','rule':{'all':[{'exists':'Orders','where':{'all':[{'exists':'Order Details','where':{'all':["
    "{'left':{'attribute':['Product','Category','CategoryName']},'op':'equals','right':{'value':'Beverages'}}]}}]}}]}}]", 83 },
  { "northwind/not-shipped", NORTHWIND,
    "[{'op':'select','entity':'Orders','rule':{'all':[{'left':{'attribute':['ShippedDate']},'op':'is-empty'}]}}]", 21 },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autofree char *path = ff_test_dup_dataset (c->file);
  g_autoptr (FfJson) json = ff_test_json (c->plan);
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last = g_strdup_printf ("%u", ff_json_get_length (json) - 1);
  FfTestFile file;

  if (path == NULL)
    return;

  ff_test_file_copy (&file, path);
  store = ff_test_file_open (&file);
  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  g_assert_nonnull (plan);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ff_counts_find (counts, last, "0")->reason, ==, NULL);
  g_assert_cmpint (ff_counts_find (counts, last, "0")->n_keys, ==, c->n);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/datasets/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
