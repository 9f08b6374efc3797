/* The table of all filters, and what they share. */

#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const FfLiquidFilter *
ff_liquid_find_filter (const char *name)
{
  const FfLiquidFilter *const tables[] = {
    ff_liquid_text_filters,   ff_liquid_replace_filters, ff_liquid_cut_filters,    ff_liquid_web_filters,
    ff_liquid_number_filters, ff_liquid_list_filters,    ff_liquid_select_filters, ff_liquid_date_filters,
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const FfLiquidFilter *filter = tables[i]; filter->name != NULL; filter++)
      if (g_str_equal (filter->name, name))
        return filter;

  return NULL;
}

FfLiquidValue
ff_liquid_filter_text (FfLiquidRun   *run,
                       FfLiquidValue  value)
{
  return ff_liquid_to_text (&run->arena, value);
}

gboolean
ff_liquid_filter_read (FfLiquidRun   *run,
                       FfLiquidValue  value,
                       FfLiquidValue *out_text)
{
  *out_text = ff_liquid_filter_text (run, value);

  return ff_liquid_run_check (run) && ff_liquid_run_spend (run, out_text->n / 32);
}

FfLiquidValue
ff_liquid_filter_done (FfLiquidBuilder *builder)
{
  return ff_liquid_text (builder->data != NULL ? builder->data : "", builder->length);
}

/* Counts the items of lists in lists; each costs a step. */
static gboolean
count_flat (FfLiquidRun   *run,
            FfLiquidValue  value,
            gint64        *n)
{
  for (gint64 i = 0; i < ff_liquid_get_length (value); i++)
    {
      FfLiquidValue item = ff_liquid_get_element (NULL, value, i);

      if (!ff_liquid_run_spend (run, 1))
        return FALSE;
      if (!ff_liquid_is_list (item))
        ++*n;
      else if (!count_flat (run, item, n))
        return FALSE;
    }

  return TRUE;
}

static FfLiquidValue *
fill_flat (FfLiquidValue  value,
           FfLiquidValue *items)
{
  for (gint64 i = 0; i < ff_liquid_get_length (value); i++)
    {
      FfLiquidValue item = ff_liquid_get_element (NULL, value, i);

      if (ff_liquid_is_list (item))
        items = fill_flat (item, items);
      else
        *items++ = item;
    }

  return items;
}

gboolean
ff_liquid_filter_items (FfLiquidRun    *run,
                        FfLiquidValue   value,
                        FfLiquidValue **out_items,
                        guint          *out_n)
{
  gboolean is_sequence = ff_liquid_is_list (value) || value.kind == FF_LIQUID_RANGE;
  gint64 n = 0;

  if (value.kind == FF_LIQUID_RANGE ? !ff_liquid_run_spend (run, n = ff_liquid_get_length (value))
                                    : is_sequence && !count_flat (run, value, &n))
    return FALSE;
  if (!is_sequence)
    n = value.kind != FF_LIQUID_NIL;

  *out_items = ff_liquid_run_alloc (run, (gsize) n * sizeof (FfLiquidValue));
  if (*out_items == NULL)
    return FALSE;

  *out_n = (guint) n;
  if (is_sequence)
    fill_flat (value, *out_items);
  else if (n == 1)
    (*out_items)[0] = value;

  return TRUE;
}

static FfLiquidProperty
fail_property (FfLiquidRun   *run,
               FfLiquidValue  property)
{
  FfLiquidValue text = ff_liquid_filter_text (run, property);

  ff_liquid_run_fail (run, _("The property “%.*s” cannot be read from every item."), (int) text.n,
                      text.text != NULL ? text.text : "");
  return FF_LIQUID_PROPERTY_FAILED;
}

/* A text has as properties the texts inside it, and its characters. */
static FfLiquidProperty
get_from_text (FfLiquidRun   *run,
               FfLiquidValue  item,
               FfLiquidValue  property,
               FfLiquidValue *out)
{
  if (property.kind == FF_LIQUID_TEXT)
    {
      if (property.n == 0 || ff_liquid_find (item.text, item.n, property.text, property.n) != NULL)
        *out = property;
      return FF_LIQUID_PROPERTY_FOUND;
    }

  if (property.kind == FF_LIQUID_INTEGER)
    {
      glong length = g_utf8_strlen (item.text, item.n);
      gint64 index = property.integer < 0 ? property.integer + length : property.integer;

      if (index >= 0 && index < length)
        {
          const char *start = g_utf8_offset_to_pointer (item.text, (glong) index);

          *out = ff_liquid_text (start, (gsize) (g_utf8_next_char (start) - start));
        }
      return FF_LIQUID_PROPERTY_FOUND;
    }

  return fail_property (run, property);
}

/**
 * ff_liquid_filter_get:
 * @run: a render
 * @item: what a list holds
 * @property: its name
 * @out: (out): nil unless it has the property
 *
 * Answers as Ruby's item[property] does, because the filters are defined by it.
 */
FfLiquidProperty
ff_liquid_filter_get (FfLiquidRun   *run,
                      FfLiquidValue  item,
                      FfLiquidValue  property,
                      FfLiquidValue *out)
{
  *out = FF_LIQUID_VALUE_NIL;

  switch ((FfLiquidKind) item.kind)
    {
    case FF_LIQUID_PAIRS:
    case FF_LIQUID_JSON:
      if (property.kind == FF_LIQUID_TEXT)
        ff_liquid_get_member (item, property.text, property.n, out);
      return FF_LIQUID_PROPERTY_FOUND;

    case FF_LIQUID_TEXT:
      return get_from_text (run, item, property, out);

    case FF_LIQUID_INTEGER:
      if (property.kind != FF_LIQUID_INTEGER)
        return fail_property (run, property);
      *out = ff_liquid_integer (property.integer >= 0 && property.integer < 64 ? (item.integer >> property.integer) & 1
                                                                                : item.integer < 0);
      return FF_LIQUID_PROPERTY_FOUND;

    default:
      return FF_LIQUID_PROPERTY_NO_KEYS;
    }
}
