/* Sums that close, and those that do not. */

#include "send/ff-books.h"

#include "send/ff-send-error.h"

static FfBooks
make_books (void)
{
  FfBooks books = { .audience = 30, .planned = 21 };

  books.excluded[FF_REASON_NO_ADDRESS] = 5;
  books.excluded[FF_REASON_DUPLICATE] = 4;
  for (guint i = 0; i < FF_N_DELIVERY_STATES; i++)
    books.states[i] = i + 1;
  books.not_sent[FF_REASON_STOPPED] = 4;
  books.not_sent[FF_REASON_LEFT] = 2;

  return books;
}

static void
test_close (void)
{
  FfBooks books = make_books ();
  g_autoptr (FfBooks) copy = ff_books_copy (&books);
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_books_check (&books, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ff_books_get_excluded (&books), ==, 9);
  g_assert_cmpint (ff_books_get_left (&books), ==, 3);
  g_assert_true (ff_books_equal (&books, copy));

  ff_books_add (copy, &books);
  g_assert_true (ff_books_check (copy, &error));
  g_assert_cmpint (copy->audience, ==, 60);
  g_assert_false (ff_books_equal (&books, copy));
}

typedef struct
{
  const char *what;
  gsize       offset;  /* of the number that is one too large */
  const char *says;
} Case;

static const Case cases[] = {
  { "audience", G_STRUCT_OFFSET (FfBooks, audience),                                    "31" },
  { "planned",  G_STRUCT_OFFSET (FfBooks, planned),                                     "22" },
  { "state",    G_STRUCT_OFFSET (FfBooks, states[FF_DELIVERY_ACCEPTED]),                "22" },
  { "reason",   G_STRUCT_OFFSET (FfBooks, excluded[FF_REASON_QUARANTINED]),             "31" },
  { "not-sent", G_STRUCT_OFFSET (FfBooks, not_sent[FF_REASON_SUPPRESSED]),              "7" },
};

static void
test_open (gconstpointer data)
{
  const Case *c = data;
  FfBooks books = make_books ();
  g_autoptr (GError) error = NULL;

  G_STRUCT_MEMBER (gint64, &books, c->offset) += 1;
  g_assert_false (ff_books_check (&books, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BOOKS);
  g_assert_nonnull (strstr (error->message, c->says));
}

static void
test_json (void)
{
  FfBooks books = make_books ();
  g_autoptr (FfJson) json = ff_books_to_json (&books);
  g_autofree char *text = ff_json_print (json);
  g_autoptr (FfJson) expected = ff_json_parse (
    "{\"audience\": 30, \"excluded\": {\"no-address\": 5, \"duplicate\": 4}, \"planned\": 21, \"waiting\": 1, "
    "\"in-flight\": 2, \"accepted\": 3, \"refused\": 4, \"unconfirmed\": 5, \"not-sent\": 6, "
    "\"not-sent-reasons\": {\"stopped\": 4, \"left\": 2}}", -1, &ff_json_document_limits, NULL);
  g_autofree char *expected_text = ff_json_print (expected);

  g_assert_cmpstr (text, ==, expected_text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/books/close", test_close);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/books/open/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_open);
    }
  g_test_add_func ("/books/json", test_json);
  return g_test_run ();
}
