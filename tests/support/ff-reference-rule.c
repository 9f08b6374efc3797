/* The reference: rules and operands, straight from their JSON. */

#include "ff-reference-expression-private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ff-fold.h"

#include "ff-test-plan.h"

#define USEC_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct
{
  FfReference    *reference;
  const FfEntity *entity;
  FfRefFlow      *flow;
  FfRefRow       *row;
  gint64          now;
} Sight;

static FfRefCell
copy_cell (const FfType  *type,
           const FfValue *value)
{
  FfRefCell cell = { *type, { FF_VALUE_NULL } };

  if (value != NULL)
    ff_value_copy (value, &cell.value);

  return cell;
}

static const FfColumn *
column_of (const FfEntity *entity,
           const char     *name)
{
  return g_ptr_array_index (entity->columns, ff_ref_column_place (entity, name));
}

/* Missing never equals anything. */
static gboolean
is_linked (const FfLink    *link,
           const FfEntity  *entity,
           FfValue        **row,
           const FfEntity  *target,
           FfValue        **target_row)
{
  for (guint c = 0; link->columns[c] != NULL; c++)
    {
      const FfValue *a = row[ff_ref_column_place (entity, link->columns[c])];
      const FfValue *b = target_row[ff_ref_column_place (target, link->target_columns[c])];

      if (a->kind == FF_VALUE_NULL || b->kind == FF_VALUE_NULL || ff_ref_compare_values (a, b) != 0)
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
dup_linked (Sight        *sight,
            const FfLink *link)
{
  GPtrArray *linked = g_ptr_array_new ();
  const FfEntity *target = ff_reference_find_entity (sight->reference, link->target);
  GPtrArray *rows = ff_reference_get_rows (sight->reference, link->target);

  for (guint r = 0; r < rows->len; r++)
    if (is_linked (link, sight->entity, sight->row->row, target, g_ptr_array_index (rows, r)))
      g_ptr_array_add (linked, g_ptr_array_index (rows, r));

  return linked;
}

static FfRefCell
value_of_attribute (Sight  *sight,
                    FfJson *path)
{
  guint n = ff_json_get_length (path);
  Sight at = *sight;
  FfRefRow row = { sight->row->row, NULL };

  at.row = &row;
  for (guint h = 0; h + 1 < n; h++)
    {
      const FfLink *link = ff_entity_find_link (at.entity, ff_json_get_string (ff_json_get_element (path, h)));
      g_autoptr (GPtrArray) linked = row.row != NULL ? dup_linked (&at, link) : NULL;

      at.entity = ff_reference_find_entity (sight->reference, link->target);
      row.row = linked != NULL && linked->len > 0 ? g_ptr_array_index (linked, 0) : NULL;
    }

  {
    const char *name = ff_json_get_string (ff_json_get_element (path, n - 1));
    const FfColumn *column = column_of (at.entity, name);

    return copy_cell (&column->type, row.row != NULL ? row.row[ff_ref_column_place (at.entity, name)] : NULL);
  }
}

typedef struct
{
  FfValue   **row;
  FfRefCell   by;
} Ordered;

typedef struct
{
  const FfEntity *entity;
  gboolean        latest;
} Ordering;

static void
ordered_clear (gpointer data)
{
  ff_value_clear (&((Ordered *) data)->by.value);
}

/* What is missing comes last either way. */
static gint
compare_ordered (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const Ordered *one = a;
  const Ordered *other = b;
  const Ordering *ordering = data;
  gboolean one_missing = one->by.value.kind == FF_VALUE_NULL;
  gboolean other_missing = other->by.value.kind == FF_VALUE_NULL;
  gint order = one_missing - other_missing;

  if (order == 0 && !one_missing)
    order = ff_ref_compare_values (&one->by.value, &other->by.value) * (ordering->latest ? -1 : 1);

  return order != 0 ? order : ff_ref_compare_keys (ordering->entity, one->row, other->row);
}

static GArray *
dup_ordered (Sight          *sight,
             const FfEntity *entity,
             GPtrArray      *rows,
             FfJson         *by,
             gboolean        latest)
{
  GArray *ordered = g_array_new (FALSE, TRUE, sizeof (Ordered));
  Ordering ordering = { entity, latest };

  g_array_set_clear_func (ordered, ordered_clear);
  for (guint r = 0; r < rows->len; r++)
    {
      FfRefRow row = { g_ptr_array_index (rows, r), NULL };
      Ordered item = { row.row, { { FF_KIND_INTEGER }, { FF_VALUE_NULL } } };

      if (by != NULL)
        item.by = ff_reference_value (sight->reference, by, entity, NULL, &row, sight->now);
      if (item.by.value.kind == FF_VALUE_REAL && ff_json_get_member (by, "attribute") == NULL)
        {
          g_autofree char *text = g_strdup_printf ("%.12g", item.by.value.real);

          item.by.value.real = g_ascii_strtod (text, NULL);
        }

      g_array_append_val (ordered, item);
    }
  g_array_sort_with_data (ordered, compare_ordered, &ordering);

  return ordered;
}

/* The value of the first row, or the texts of all of them. */
static FfRefCell
value_of_ordered (Sight          *sight,
                  const FfEntity *entity,
                  GPtrArray      *rows,
                  FfJson         *json,
                  const FfType   *type)
{
  const char *how = ff_json_get_member_string (json, "aggregate", "");
  gboolean joins = g_str_equal (how, "text-join");
  gboolean descending = g_str_equal (how, "latest") || ff_json_get_member_boolean (json, "descending", FALSE);
  g_autoptr (GArray) ordered = dup_ordered (sight, entity, rows, ff_json_get_member (json, "by"), descending);
  FfRefCell result = { *type, { FF_VALUE_NULL } };
  g_autoptr (GString) joined = g_string_new (NULL);
  guint n_joined = 0;

  for (guint r = 0; r < ordered->len; r++)
    {
      FfRefRow row = { g_array_index (ordered, Ordered, r).row, NULL };
      FfRefCell cell = ff_reference_value (sight->reference, ff_json_get_member (json, "of"), entity, NULL, &row, sight->now);

      if (!joins)
        return cell;

      if (cell.value.kind == FF_VALUE_TEXT)
        {
          g_string_append_printf (joined, "%s%s", n_joined > 0 ? ff_json_get_member_string (json, "separator", ", ") : "", cell.value.text);
          n_joined += 1;
        }
      ff_value_clear (&cell.value);
    }

  if (n_joined > 0)
    result.value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (joined->str) };

  return result;
}

/* Of a sample, in two passes. */
static FfValue
get_deviation (GPtrArray    *values,
               const FfType *type)
{
  long double scale = type->kind == FF_KIND_DECIMAL ? powl (10, type->scale) : 1;
  long double mean = 0;
  long double squares = 0;

  if (values->len < 2)
    return (FfValue) { .kind = FF_VALUE_NULL };

  for (guint pass = 0; pass < 2; pass++, mean /= pass == 1 ? values->len : 1)
    for (guint v = 0; v < values->len; v++)
      {
        const FfValue *value = &((FfRefCell *) g_ptr_array_index (values, v))->value;
        long double number = value->kind == FF_VALUE_REAL ? (long double) value->real : (long double) value->integer;

        if (pass == 0)
          mean += number;
        else
          squares += (number - mean) * (number - mean);
      }

  return (FfValue) { .kind = FF_VALUE_REAL, .real = (double) (sqrtl (squares / (values->len - 1)) / scale) };
}

static FfRefCell
value_of_aggregate (Sight  *sight,
                    FfJson *json)
{
  const char *how = ff_json_get_member_string (json, "aggregate", "");
  FfJson *of = ff_json_get_member (json, "of");
  FfJson *where = ff_json_get_member (json, "where");
  const FfLink *link = ff_entity_find_link (sight->entity, ff_json_get_string (ff_json_get_element (ff_json_get_member (json, "link"), 0)));
  g_autoptr (GPtrArray) linked = dup_linked (sight, link);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (ff_ref_cell_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  Sight inner = { sight->reference, ff_reference_find_entity (sight->reference, link->target), NULL, NULL, sight->now };
  FfRefCell result = { { FF_KIND_INTEGER }, { FF_VALUE_NULL } };
  FfType type = { FF_KIND_INTEGER };
  gint64 n_rows = 0;
  __int128 sum = 0;
  double real_sum = 0;

  if (of != NULL && ff_json_get_member (of, "attribute") != NULL)
    {
      FfJson *path = ff_json_get_member (of, "attribute");
      const FfEntity *entity = inner.entity;

      for (guint h = 0; h + 1 < ff_json_get_length (path); h++)
        entity = ff_reference_find_entity (sight->reference, ff_entity_find_link (entity, ff_json_get_string (ff_json_get_element (path, h)))->target);
      type = column_of (entity, ff_json_get_string (ff_json_get_element (path, ff_json_get_length (path) - 1)))->type;
    }

  if (of != NULL && ff_json_get_member (of, "expression") != NULL)
    {
      FfRefRow nobody = { NULL, NULL };

      type = ff_reference_value (sight->reference, of, inner.entity, NULL, &nobody, sight->now).type;
    }

  for (guint r = 0; r < linked->len; r++)
    {
      FfRefRow row = { g_ptr_array_index (linked, r), NULL };
      FfRefCell *value;

      if (where != NULL && ff_reference_judge (sight->reference, where, inner.entity, NULL, &row, sight->now) != 1)
        continue;

      n_rows += 1;
      g_ptr_array_add (kept, row.row);
      if (of == NULL)
        continue;

      value = g_new0 (FfRefCell, 1);
      *value = ff_reference_value (sight->reference, of, inner.entity, NULL, &row, sight->now);
      if (value->value.kind == FF_VALUE_NULL)
        {
          ff_ref_cell_free (value);
          continue;
        }
      sum += value->value.kind == FF_VALUE_INTEGER ? value->value.integer : 0;
      real_sum += value->value.kind == FF_VALUE_REAL ? value->value.real : 0;
      g_ptr_array_add (values, value);
    }

  if (g_str_equal (how, "latest") || g_str_equal (how, "earliest") || g_str_equal (how, "text-join"))
    return value_of_ordered (sight, inner.entity, kept, json, &type);

  result.value.kind = FF_VALUE_INTEGER;
  if (g_str_equal (how, "standard-deviation"))
    {
      result.type.kind = FF_KIND_REAL;
      result.value = get_deviation (values, &type);
    }
  else if (g_str_equal (how, "count"))
    {
      result.value.integer = n_rows;
    }
  else if (g_str_equal (how, "count-distinct"))
    {
      for (guint a = 0; a < values->len; a++)
        {
          gboolean is_new = TRUE;

          for (guint b = 0; b < a; b++)
            is_new = is_new && ff_ref_compare_values (&((FfRefCell *) g_ptr_array_index (values, a))->value,
                                                      &((FfRefCell *) g_ptr_array_index (values, b))->value) != 0;
          result.value.integer += is_new;
        }
    }
  else if (g_str_equal (how, "sum"))
    {
      result.type = type;
      result.value.integer = (gint64) sum;
      if (sum < G_MININT64 || sum > G_MAXINT64)
        ff_reference_overflow (sight->reference);
      if (type.kind == FF_KIND_REAL)
        result.value = (FfValue) { .kind = FF_VALUE_REAL, .real = real_sum };
    }
  else if (g_str_equal (how, "average"))
    {
      result.type.kind = FF_KIND_REAL;
      result.value = (FfValue) { .kind = FF_VALUE_NULL };
      if (values->len > 0)
        result.value = (FfValue) { .kind = FF_VALUE_REAL,
                                   .real = type.kind == FF_KIND_REAL ? real_sum / values->len
                                           : (double) sum / ((double) values->len * pow (10, type.kind == FF_KIND_DECIMAL ? type.scale : 0)) };
    }
  else
    {
      const FfValue *best = NULL;

      for (guint a = 0; a < values->len; a++)
        {
          const FfValue *value = &((FfRefCell *) g_ptr_array_index (values, a))->value;

          if (best == NULL || (g_str_equal (how, "min") ? ff_ref_compare_values (value, best) < 0 : ff_ref_compare_values (value, best) > 0))
            best = value;
        }
      result = copy_cell (&type, best);
    }

  return result;
}

FfRefCell
ff_reference_value (FfReference     *self,
                    FfJson          *operand,
                    const FfEntity  *entity,
                    FfRefFlow       *flow,
                    FfRefRow        *row,
                    gint64           now_usec)
{
  Sight sight = { self, entity, flow, row, now_usec };
  const char *name = ff_json_get_string (ff_json_get_member (operand, "column"));

  if (ff_json_get_member (operand, "attribute") != NULL)
    return value_of_attribute (&sight, ff_json_get_member (operand, "attribute"));

  if (ff_json_get_member (operand, "expression") != NULL)
    return ff_reference_expression (self, ff_json_get_member_string (operand, "expression", ""), entity, flow, row, now_usec);

  if (name == NULL)
    return value_of_aggregate (&sight, operand);

  for (guint c = 0; c < flow->names->len; c++)
    if (g_str_equal (g_ptr_array_index (flow->names, c), name))
      return copy_cell (g_ptr_array_index (flow->types, c),
                        &((FfRefCell *) g_ptr_array_index (row->carried, c))->value);

  g_error ("No carried column “%s”", name);
}

/* A decimal number as a fraction of 10^9, exactly: test literals have no more digits. */
static __int128
parse_billionths (const char *text)
{
  gboolean negative = *text == '-';
  __int128 value = 0;
  int n_fraction = -1;

  for (const char *p = text + negative; *p != '\0'; p++)
    {
      if (*p == '.')
        {
          n_fraction = 0;
          continue;
        }
      g_assert_true (g_ascii_isdigit (*p));
      value = value * 10 + (*p - '0');
      n_fraction += n_fraction >= 0;
    }

  for (int n = MAX (n_fraction, 0); n < 9; n++)
    value *= 10;

  return negative ? -value : value;
}

static __int128
to_billionths (const FfRefCell *cell)
{
  __int128 value = cell->value.integer;
  guint scale = cell->type.kind == FF_KIND_DECIMAL ? cell->type.scale : 0;

  for (guint n = scale; n < 9; n++)
    value *= 10;

  return value;
}

/* Calendar units from a moment keep what the clock shows. */
static gint64
shift_usec (gint64      usec,
            gint64      amount,
            const char *unit)
{
  gint64 day = ff_ref_get_day (usec);
  gint64 rest = ff_ref_show_clock (usec) - day * USEC_PER_DAY;

  if (g_str_equal (unit, "minute") || g_str_equal (unit, "hour"))
    return usec + amount * (g_str_equal (unit, "hour") ? 60 : 1) * 60 * G_USEC_PER_SEC;

  g_assert_true (ff_ref_move_day (day, amount, unit, &day));

  return ff_ref_find_instant (day * USEC_PER_DAY + rest);
}

/* So many units from the day of a moment. */
static char *
dup_date (gint64      usec,
          gint64      amount,
          const char *unit)
{
  gint64 day;

  g_assert_true (ff_ref_move_day (ff_ref_get_day (usec), amount, unit, &day));

  return ff_ref_dup_day (day);
}

static gint64
parse_usec (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  gint64 day;

  if (ff_ref_read_day (text, &day))
    return ff_ref_find_instant (day * USEC_PER_DAY);

  time = g_date_time_new_from_iso8601 (text, utc);
  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

/* The last µs of a day, or of an instant itself. */
static gint64
parse_last_usec (const char *text)
{
  gint64 day;

  return ff_ref_read_day (text, &day) ? ff_ref_find_instant ((day + 1) * USEC_PER_DAY) - 1 : parse_usec (text);
}

/* How the left side stands to one literal of the right: -1, 0, 1. A bare date is a whole day of instants. */
static gint
compare_literal (const FfRefCell *left,
                 FfJson          *literal,
                 gboolean         ignore_case)
{
  const char *text = ff_json_get_string (literal);
  const char *number = ff_json_get_number_text (literal);

  switch (left->type.kind)
    {
    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
      {
        __int128 a = to_billionths (left);
        __int128 b = parse_billionths (number);

        return (a > b) - (a < b);
      }

    case FF_KIND_REAL:
      {
        double b = g_ascii_strtod (number, NULL);

        return (left->value.real > b) - (left->value.real < b);
      }

    case FF_KIND_INSTANT:
      {
        gint64 first = parse_usec (text);
        gint64 last = parse_last_usec (text);

        return left->value.integer < first ? -1 : left->value.integer > last;
      }

    case FF_KIND_TEXT:
      if (ignore_case)
        {
          g_autofree char *a = ff_fold_lower (left->value.text, -1);
          g_autofree char *b = ff_fold_lower (text, -1);
          gint order = strcmp (a, b);

          return (order > 0) - (order < 0);
        }
      G_GNUC_FALLTHROUGH;

    case FF_KIND_DATE:
    case FF_KIND_FLAG:
    default:
      {
        gint order = strcmp (left->value.text, text);

        return (order > 0) - (order < 0);
      }
    }
}

/* Two sides with values. */
static gint
compare_cells (const FfRefCell *left,
               const FfRefCell *right,
               gboolean         ignore_case)
{
  if (left->type.kind == FF_KIND_REAL || right->type.kind == FF_KIND_REAL)
    {
      double a = left->value.kind == FF_VALUE_REAL ? left->value.real
                 : (double) left->value.integer / pow (10, left->type.kind == FF_KIND_DECIMAL ? left->type.scale : 0);
      double b = right->value.kind == FF_VALUE_REAL ? right->value.real
                 : (double) right->value.integer / pow (10, right->type.kind == FF_KIND_DECIMAL ? right->type.scale : 0);

      return (a > b) - (a < b);
    }

  if (left->value.kind == FF_VALUE_INTEGER && left->type.kind != FF_KIND_INSTANT)
    {
      __int128 a = to_billionths (left);
      __int128 b = to_billionths (right);

      return (a > b) - (a < b);
    }

  if (left->value.kind == FF_VALUE_TEXT && ignore_case && left->type.kind == FF_KIND_TEXT)
    {
      g_autofree char *a = ff_fold_lower (left->value.text, -1);
      g_autofree char *b = ff_fold_lower (right->value.text, -1);
      gint order = strcmp (a, b);

      return (order > 0) - (order < 0);
    }

  return ff_ref_compare_values (&left->value, &right->value);
}

static gboolean
holds (const char *op,
       gint        order)
{
  if (g_str_equal (op, "equals"))
    return order == 0;
  if (g_str_equal (op, "not-equals"))
    return order != 0;
  if (g_str_equal (op, "greater"))
    return order > 0;
  if (g_str_equal (op, "less"))
    return order < 0;
  if (g_str_equal (op, "at-least"))
    return order >= 0;

  g_assert_cmpstr (op, ==, "at-most");

  return order <= 0;
}

/* One character of the like after the other, every way that a % may go. */
static gboolean
is_like (const char *text,
         const char *like)
{
  if (*like == '\0')
    return *text == '\0';
  if (*like == '%')
    return is_like (text, like + 1) || (*text != '\0' && is_like (g_utf8_next_char (text), like));
  if (*text == '\0')
    return FALSE;
  if (*like == '_')
    return is_like (g_utf8_next_char (text), like + 1);
  if (*like == '\\')
    like++;

  return g_utf8_get_char (text) == g_utf8_get_char (like) && is_like (g_utf8_next_char (text), g_utf8_next_char (like));
}

/* The classes as GRegex reads them, within brackets and without. */
static char *
dup_ascii (const char *pattern)
{
  static const struct { char letter; const char *members; } classes[] = { { 'd', "0-9" }, { 'w', "0-9A-Za-z_" }, { 's', "\t-\r " } };
  GString *ascii = g_string_new (NULL);
  gboolean inside = FALSE;

  for (; *pattern != '\0'; pattern++)
    {
      const char *members = NULL;

      for (guint c = 0; *pattern == '\\' && c < G_N_ELEMENTS (classes); c++)
        members = pattern[1] == classes[c].letter ? classes[c].members : members;

      if (members != NULL)
        g_string_append_printf (ascii, inside ? "%s" : "[%s]", members);
      else
        g_string_append_c (ascii, *pattern);
      if (*pattern == '\\')
        {
          pattern++;
          if (members == NULL)
            g_string_append_c (ascii, *pattern);
        }
      else if (*pattern == '[' || *pattern == ']')
        inside = *pattern == '[';
    }

  return g_string_free (ascii, FALSE);
}

static gboolean
matches (const char *text,
         const char *pattern)
{
  g_autofree char *ascii = dup_ascii (pattern);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (ascii, G_REGEX_DOTALL | G_REGEX_DOLLAR_ENDONLY, 0, &error);

  g_assert_no_error (error);

  return g_regex_match (regex, text, 0, NULL);
}

static gboolean
finds (const char *op,
       const char *left,
       const char *right,
       gboolean    ignore_case)
{
  g_autofree char *a = ignore_case ? ff_fold_lower (left, -1) : g_strdup (left);
  g_autofree char *b = ignore_case ? ff_fold_lower (right, -1) : g_strdup (right);

  if (g_str_has_suffix (op, "starts-with"))
    return g_str_has_prefix (a, b);
  if (g_str_has_suffix (op, "like"))
    return is_like (a, b);
  if (g_str_equal (op, "matches"))
    return matches (a, b);
  if (g_str_has_suffix (op, "ends-with"))
    return g_str_has_suffix (a, b);

  return strstr (a, b) != NULL;
}

static gboolean
is_negative (const char *op)
{
  return g_str_has_prefix (op, "not-");
}

static gint
judge_time (const FfRefCell *left,
            const char      *op,
            FfJson          *duration,
            gint64           now)
{
  gint64 amount = ff_json_get_member_integer (duration, "amount", 0);
  const char *unit = ff_json_get_member_string (duration, "unit", "");
  gint64 value = left->value.integer;
  g_autofree char *today = dup_date (now, 0, "day");
  g_autofree char *before = dup_date (now, -amount, unit);
  g_autofree char *after = dup_date (now, amount, unit);
  const char *date = left->value.text;

  if (left->type.kind == FF_KIND_INSTANT)
    {
      if (g_str_equal (op, "in-last"))
        return value > shift_usec (now, -amount, unit) && value <= now;
      if (g_str_equal (op, "in-next"))
        return value >= now && value < shift_usec (now, amount, unit);
      return value < shift_usec (now, -amount, unit);
    }

  if (g_str_equal (op, "in-last"))
    return strcmp (date, before) > 0 && strcmp (date, today) <= 0;
  if (g_str_equal (op, "in-next"))
    return strcmp (date, today) >= 0 && strcmp (date, after) < 0;

  return strcmp (date, before) < 0;
}

static GDateTime *
new_day (gint64 day)
{
  return g_date_time_new_from_unix_utc (day * 24 * 60 * 60);
}

/* Which period a day is of; two days of one period give the same number, the one before a number less by one. */
static gint64
number_period (gint64      day,
               const char *unit)
{
  g_autoptr (GDateTime) time = new_day (day);
  gint months = g_date_time_get_year (time) * 12 + g_date_time_get_month (time) - 1;

  /* 1970-01-01 was a Thursday; weeks are counted from one in the distant past. */
  if (g_str_equal (unit, "week"))
    return (day + 3 - ff_ref_get_week_start () + 7 * 1000000) / 7;

  return g_str_equal (unit, "month") ? months : g_str_equal (unit, "quarter") ? months / 3 : months / 12;
}

static gint
judge_period (gint64      day,
              const char *op,
              gint64      now)
{
  gboolean is_last = g_str_has_prefix (op, "last-");
  const char *unit = strchr (op, '-') + 1;

  return number_period (day, unit) == number_period (ff_ref_get_day (now), unit) - is_last;
}

/* Looks at every day of the window. */
static gint
judge_anniversary (gint64  day,
                   FfJson *duration,
                   gint64  now)
{
  g_autoptr (GDateTime) born = new_day (day);
  gint month = g_date_time_get_month (born);
  gint day_of_month = g_date_time_get_day_of_month (born);
  gint64 end;

  g_assert_true (ff_ref_move_day (ff_ref_get_day (now), ff_json_get_member_integer (duration, "amount", 0),
                                  ff_json_get_member_string (duration, "unit", ""), &end));
  for (gint64 at = ff_ref_get_day (now); at < end; at++)
    {
      g_autoptr (GDateTime) met = new_day (at);
      gboolean is_common_28th = g_date_time_get_month (met) == 2 && g_date_time_get_day_of_month (met) == 28 &&
                                !g_date_is_leap_year ((GDateYear) g_date_time_get_year (met));

      if (g_date_time_get_month (met) == month &&
          (g_date_time_get_day_of_month (met) == day_of_month || (is_common_28th && day_of_month == 29)))
        return 1;
    }

  return 0;
}

static gint
judge_day (const FfRefCell *left,
           const char      *op,
           FfJson          *right,
           gint64           now)
{
  gint64 day = 0;

  if (left->type.kind == FF_KIND_INSTANT)
    day = ff_ref_get_day (left->value.integer);
  else
    g_assert_true (ff_ref_read_day (left->value.text, &day));

  if (g_str_equal (op, "anniversary-within"))
    return judge_anniversary (day, ff_json_get_member (right, "duration"), now);

  return judge_period (day, op, now);
}

static gint
judge_value (const FfRefCell *left,
             FfJson          *condition,
             const FfRefCell *other,      /* nullable: the right side is another operand */
             gint64           now)
{
  const char *op = ff_json_get_member_string (condition, "op", "");
  gboolean ignore_case = ff_json_get_member_boolean (condition, "ignore-case", FALSE);
  FfJson *right = ff_json_get_member (condition, "right");
  FfJson *value = ff_json_get_member (right, "value");
  FfJson *values = ff_json_get_member (right, "values");

  if (g_str_equal (op, "is-true"))
    return left->value.integer == 1;
  if (g_str_equal (op, "is-false"))
    return left->value.integer == 0;
  if (g_str_equal (op, "between"))
    return compare_literal (left, ff_json_get_member (right, "from"), ignore_case) >= 0 &&
           compare_literal (left, ff_json_get_member (right, "to"), ignore_case) <= 0;
  if (g_str_equal (op, "anniversary-within") || g_str_has_prefix (op, "this-") || g_str_has_prefix (op, "last-"))
    return judge_day (left, op, right, now);
  if (ff_json_get_member (right, "duration") != NULL)
    return judge_time (left, op, ff_json_get_member (right, "duration"), now);
  if (g_str_equal (op, "on-day"))
    return compare_literal (left, value, FALSE) == 0;

  if (values != NULL)
    {
      gboolean listed = FALSE;

      for (guint v = 0; v < ff_json_get_length (values); v++)
        listed = listed || (ff_json_get_kind (ff_json_get_element (values, v)) != FF_JSON_NULL &&
                            compare_literal (left, ff_json_get_element (values, v), ignore_case) == 0);

      return listed != is_negative (op);
    }

  if (g_str_has_suffix (op, "-with") || g_str_has_suffix (op, "contains") || g_str_has_suffix (op, "like") ||
      g_str_equal (op, "matches"))
    return finds (op, left->value.text, other != NULL ? other->value.text : ff_json_get_string (value), ignore_case) != is_negative (op);

  return holds (op, other != NULL ? compare_cells (left, other, ignore_case) : compare_literal (left, value, ignore_case));
}

static gint
judge_comparison (Sight  *sight,
                  FfJson *condition)
{
  const char *op = ff_json_get_member_string (condition, "op", "");
  FfJson *right = ff_json_get_member (condition, "right");
  gboolean has_other = ff_json_get_member (right, "attribute") != NULL || ff_json_get_member (right, "column") != NULL ||
                       ff_json_get_member (right, "aggregate") != NULL || ff_json_get_member (right, "expression") != NULL;
  gboolean empty_differs = ff_json_get_member_boolean (condition, "empty-differs", FALSE) && is_negative (op);
  FfRefCell left = ff_reference_value (sight->reference, ff_json_get_member (condition, "left"), sight->entity,
                                       sight->flow, sight->row, sight->now);
  FfRefCell other = { { FF_KIND_INTEGER }, { FF_VALUE_NULL } };
  gboolean left_missing = left.value.kind == FF_VALUE_NULL;
  gboolean other_missing;
  gint verdict;

  if (has_other)
    other = ff_reference_value (sight->reference, right, sight->entity, sight->flow, sight->row, sight->now);
  other_missing = has_other && other.value.kind == FF_VALUE_NULL;

  if (g_str_equal (op, "is-empty") || g_str_equal (op, "is-not-empty"))
    verdict = (left_missing || (left.value.kind == FF_VALUE_TEXT && *left.value.text == '\0')) == g_str_equal (op, "is-empty");
  else if (g_str_equal (op, "is-unknown"))
    verdict = left_missing;
  else if (!left_missing && !other_missing)
    verdict = judge_value (&left, condition, has_other ? &other : NULL, sight->now);
  else if (empty_differs)
    verdict = left_missing != other_missing;
  else
    verdict = -1;

  ff_value_clear (&left.value);
  ff_value_clear (&other.value);

  return verdict;
}

static gint
judge_exists (Sight      *sight,
              const char *name,
              FfJson     *where)
{
  const FfLink *link = ff_entity_find_link (sight->entity, name);
  const FfEntity *target = ff_reference_find_entity (sight->reference, link->target);
  g_autoptr (GPtrArray) linked = dup_linked (sight, link);

  for (guint r = 0; r < linked->len; r++)
    {
      FfRefRow row = { g_ptr_array_index (linked, r), NULL };

      if (where == NULL || ff_reference_judge (sight->reference, where, target, NULL, &row, sight->now) == 1)
        return 1;
    }

  return 0;
}

/* Filter, order, take up to N; at least one, and all of them. */
static gint
judge_taken (Sight    *sight,
             FfJson   *condition,
             gboolean  latest)
{
  const FfLink *link = ff_entity_find_link (sight->entity, ff_json_get_member_string (condition, latest ? "latest" : "earliest", ""));
  const FfEntity *target = ff_reference_find_entity (sight->reference, link->target);
  gint64 n = ff_json_get_member_integer (condition, "take", 1);
  FfJson *where = ff_json_get_member (condition, "where");
  FfJson *satisfy = ff_json_get_member (condition, "satisfy");
  g_autoptr (GPtrArray) linked = dup_linked (sight, link);
  g_autoptr (GArray) ordered = NULL;

  for (guint r = linked->len; r-- > 0;)
    {
      FfRefRow row = { g_ptr_array_index (linked, r), NULL };

      if (where != NULL && ff_reference_judge (sight->reference, where, target, NULL, &row, sight->now) != 1)
        g_ptr_array_remove_index (linked, r);
    }

  ordered = dup_ordered (sight, target, linked, ff_json_get_member (condition, "by"), latest);
  for (guint r = 0; r < ordered->len && r < n; r++)
    {
      FfRefRow row = { g_array_index (ordered, Ordered, r).row, NULL };

      if (satisfy != NULL && ff_reference_judge (sight->reference, satisfy, target, NULL, &row, sight->now) != 1)
        return 0;
    }

  return ordered->len > 0;
}

static const FfValue *
get_cell (const FfEntity  *entity,
          FfValue        **row,
          const char      *column)
{
  return row[ff_ref_column_place (entity, column)];
}

static gboolean
has_text (const FfValue *value,
          const char    *text)
{
  return value->kind == FF_VALUE_TEXT && g_str_equal (value->text, text);
}

/* Whether one message to the row's person is asked for: whose it was, by what, and whether and when it happened. */
static gboolean
is_asked_for (Sight                   *sight,
              FfJson                  *condition,
              const char              *event,
              const FfHistoryMapping  *history,
              FfValue                **message)
{
  const FfEntity *messages = ff_reference_find_entity (sight->reference, history->entity);
  FfJson *by = ff_json_get_member (condition, "by");
  FfJson *within = ff_json_get_member (condition, "within");
  const char *channel = ff_json_get_member_string (condition, "channel", NULL);
  const char *activity = ff_json_get_member_string (by, "activity", NULL);
  const char *named = ff_json_get_member_string (by, "campaign", NULL);
  const FfValue *campaign = get_cell (messages, message, history->campaign);
  gboolean of_this = has_text (campaign, FF_TEST_CAMPAIGN_ID) || has_text (campaign, FF_TEST_CAMPAIGN_NAME);
  const FfValue *when = get_cell (messages, message, history->sent_at);
  const FfValue *what = when;

  if (channel != NULL && !has_text (get_cell (messages, message, history->channel), channel))
    return FALSE;
  if (activity != NULL && !has_text (get_cell (messages, message, history->activity), activity))
    return FALSE;
  if (named != NULL ? !has_text (campaign, named) : by != NULL && !of_this)
    return FALSE;

  if (g_str_equal (event, "opened"))
    what = when = get_cell (messages, message, history->opened_at);
  else if (g_str_equal (event, "clicked"))
    what = when = get_cell (messages, message, history->clicked_at);
  else if (g_str_equal (event, "bounced"))
    what = get_cell (messages, message, history->bounced);

  if (what->kind == FF_VALUE_NULL || (g_str_equal (event, "bounced") && what->integer != 1))
    return FALSE;
  if (within == NULL)
    return TRUE;

  return when->kind != FF_VALUE_NULL && when->integer <= sight->now &&
         when->integer > shift_usec (sight->now, -ff_json_get_member_integer (within, "amount", 0), ff_json_get_member_string (within, "unit", ""));
}

static gboolean
judge_was (Sight      *sight,
           FfJson     *condition,
           const char *event)
{
  const FfHistoryMapping *history = ff_schema_get_history (ff_reference_get_schema (sight->reference));
  const FfEntity *messages = ff_reference_find_entity (sight->reference, history->entity);
  GPtrArray *rows = ff_reference_get_rows (sight->reference, history->entity);
  const FfValue *key = get_cell (sight->entity, sight->row->row, sight->entity->key[0]);

  for (guint r = 0; r < rows->len; r++)
    {
      FfValue **message = g_ptr_array_index (rows, r);
      const FfValue *person = get_cell (messages, message, history->profile);

      if (person->kind != FF_VALUE_NULL && ff_ref_compare_values (person, key) == 0 && is_asked_for (sight, condition, event, history, message))
        return TRUE;
    }

  return FALSE;
}

static gint
judge_condition (Sight  *sight,
                 FfJson *condition)
{
  const char *exists = ff_json_get_string (ff_json_get_member (condition, "exists"));
  const char *lacks = ff_json_get_string (ff_json_get_member (condition, "not-exists"));
  const char *in = ff_json_get_string (ff_json_get_member (condition, "in-audience"));
  const char *out = ff_json_get_string (ff_json_get_member (condition, "not-in-audience"));
  FfJson *where = ff_json_get_member (condition, "where");
  const char *was = ff_json_get_member_string (condition, "was", NULL);
  const char *was_not = ff_json_get_member_string (condition, "was-not", NULL);

  if (was != NULL)
    return judge_was (sight, condition, was);
  if (was_not != NULL)
    return !judge_was (sight, condition, was_not);
  if (ff_json_get_member (condition, "latest") != NULL || ff_json_get_member (condition, "earliest") != NULL)
    return judge_taken (sight, condition, ff_json_get_member (condition, "latest") != NULL);
  if (ff_json_get_member (condition, "in-transition") != NULL)
    return ff_reference_leaves (sight->reference, ff_json_get_member (condition, "in-transition"), sight->entity, sight->row->row);
  if (ff_json_get_member (condition, "not-in-transition") != NULL)
    return !ff_reference_leaves (sight->reference, ff_json_get_member (condition, "not-in-transition"), sight->entity, sight->row->row);
  if (exists != NULL)
    return judge_exists (sight, exists, where);
  if (lacks != NULL)
    return !judge_exists (sight, lacks, where);
  if (in != NULL)
    return ff_reference_is_member (sight->reference, in, sight->entity, sight->row->row);
  if (out != NULL)
    return !ff_reference_is_member (sight->reference, out, sight->entity, sight->row->row);

  return judge_comparison (sight, condition);
}

/* A group without conditions, its own groups looked into, has no effect. */
static gboolean
has_effect (FfJson *item)
{
  static const char *const groups[] = { "all", "any", "none" };

  if (ff_json_get_member (item, "except") != NULL)
    return has_effect (ff_json_get_member (item, "except"));

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      FfJson *items = ff_json_get_member (item, groups[g]);
      gboolean has = FALSE;

      if (items == NULL)
        continue;
      for (guint i = 0; i < ff_json_get_length (items); i++)
        has = has || has_effect (ff_json_get_element (items, i));
      return has;
    }

  return ff_json_get_length (item) > 0;
}

static gint
judge_group (Sight    *sight,
             FfJson   *items,
             gboolean  is_all)
{
  gint verdict = -2;   /* nothing yet */

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      FfJson *item = ff_json_get_element (items, i);
      FfJson *except = ff_json_get_member (item, "except");
      gint next;

      if (!has_effect (item))
        continue;

      next = ff_reference_judge (sight->reference, except != NULL ? except : item, sight->entity, sight->flow, sight->row, sight->now);
      if (except != NULL)
        verdict = next == 1 ? 0 : verdict;
      else if (verdict == -2)
        verdict = next;
      else if (is_all)
        verdict = verdict == 0 || next == 0 ? 0 : verdict == 1 && next == 1 ? 1 : -1;
      else
        verdict = verdict == 1 || next == 1 ? 1 : verdict == 0 && next == 0 ? 0 : -1;
    }

  return verdict;
}

gint
ff_reference_judge (FfReference     *self,
                    FfJson          *rule,
                    const FfEntity  *entity,
                    FfRefFlow       *flow,
                    FfRefRow        *row,
                    gint64           now_usec)
{
  Sight sight = { self, entity, flow, row, now_usec };
  gint verdict;

  if (rule == NULL || !has_effect (rule))
    return 1;

  if (ff_json_get_member (rule, "all") != NULL)
    return judge_group (&sight, ff_json_get_member (rule, "all"), TRUE);
  if (ff_json_get_member (rule, "any") != NULL)
    return judge_group (&sight, ff_json_get_member (rule, "any"), FALSE);
  if (ff_json_get_member (rule, "none") != NULL)
    {
      verdict = judge_group (&sight, ff_json_get_member (rule, "none"), FALSE);
      return verdict == -1 ? -1 : !verdict;
    }

  return judge_condition (&sight, rule);
}
