/* Values from the text that a person or a document has for them. Any thread. */

#include "query/ff-rule-private.h"

static gboolean
parse_flag (const char *text,
            gint64     *out_flag)
{
  *out_flag = g_str_equal (text, "true") || g_str_equal (text, "1");

  return *out_flag || g_str_equal (text, "false") || g_str_equal (text, "0");
}

static gboolean
parse_exact (const char *text,
             guint       scale,
             gint64     *out_number)
{
  g_autoptr (FfJson) json = ff_json_parse (text, -1, &ff_json_document_limits, NULL);
  const char *number = json != NULL ? ff_json_get_number_text (json) : NULL;
  FfScaledNumber scaled;

  if (number == NULL || !ff_number_scale (number, scale, &scaled) || !scaled.exact || scaled.saturated != 0)
    return FALSE;

  *out_number = scaled.floor;

  return TRUE;
}

static gboolean
parse_real (const char *text,
            double     *out_real)
{
  g_autoptr (FfJson) json = ff_json_parse (text, -1, &ff_json_document_limits, NULL);

  return json != NULL && ff_json_get_real (json, out_real);
}

/**
 * ff_value_parse:
 * @text: as ff_value_to_text() writes it, without separators
 * @zone: (nullable): of an instant that names none; UTC
 * @out_value: (out): set on success
 *
 * Returns: whether @text is a value of @type, exactly
 */
gboolean
ff_value_parse (const char   *text,
                const FfType *type,
                GTimeZone    *zone,
                FfValue      *out_value)
{
  FfValue value = { .kind = FF_VALUE_INTEGER };
  gint64 day;
  gboolean good;

  switch (type->kind)
    {
    case FF_KIND_INTEGER:
      good = parse_exact (text, 0, &value.integer);
      break;

    case FF_KIND_DECIMAL:
      good = parse_exact (text, type->scale, &value.integer);
      break;

    case FF_KIND_REAL:
      value.kind = FF_VALUE_REAL;
      good = parse_real (text, &value.real);
      break;

    case FF_KIND_FLAG:
      good = parse_flag (text, &value.integer);
      break;

    case FF_KIND_INSTANT:
      good = ff_time_parse_instant (text, zone, &value.integer);
      break;

    case FF_KIND_DATE:
      good = ff_time_parse_day (text, &day);
      value = (FfValue) { .kind = FF_VALUE_TEXT, .text = good ? g_strdup (text) : NULL };
      break;

    case FF_KIND_TEXT:
    default:
      good = TRUE;
      value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (text) };
      break;
    }

  if (good)
    *out_value = value;

  return good;
}
