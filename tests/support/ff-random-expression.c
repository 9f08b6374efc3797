/* Random expressions for the test that holds the evaluators against each
 * other. A form is a text with marks for its parts: I a whole number, N any
 * exact one, M a decimal, R an approximate one, T a text, F a yes or no, D a
 * date, W an instant, A any value; Z stands for a zone, u for a unit of dates,
 * U for one of instants, # for a small number. Other letters of a form are
 * small, or stand between ' and '. */

#include "ff-random-expression.h"

#include <string.h>

typedef struct
{
  GRand          *rand;
  FfSchema       *schema;
  const FfEntity *entity;
  GArray         *carried;
  GString        *text;
} Writer;

static const char *const integer_forms[] = {
  "I + I", "I - I", "I * #", "- (I)", "abs (I)", "sign (N)", "sign (R)", "mod (I, #)", "mod (I, I)", "round (N)", "round (R)", "floor (N)", "ceil (N)", "floor (R)",
  "ceil (R)", "round (N, -1)", "round (I, -2)", "length (T)", "year (D)", "quarter (D)", "month (D)", "week (D)", "day (D)", "weekday (D)", "day (W, Z)", "weekday (W, Z)",
  "hour (W)", "hour (W, Z)", "minute (W, Z)", "second (W)", "difference (D, D, u)", "difference (W, W, U)", "difference (W, W, U, Z)", "age (D)", "age (W)", "age (D, D)",
  "to_integer (T)", "to_integer (N)", "to_integer (R)", "to_integer (F)", "to_integer (to_text (N))", "coalesce (I, I)", "coalesce (null, I)", "iif (F, I, I)",
  "iif (F, null, I)", "case when F then I when F then # else I end", "case when F then I end", "least (I, I, #)", "greatest (I, I)", "9223372036854775807 - I", "I * 4611686018427387904",
};

static const char *const decimal_forms[] = {
  "M + N", "M - N", "N + M", "M * N", "M * #.25", "N / N", "I / I", "N / #", "M / 3", "- (M)", "abs (M)", "round (M, 1)", "mod (M, #)", "mod (M, I)", "percent (N, N)", "percent (I, #)",
  "to_number (T)", "to_number (I, 2)", "to_number (R)", "to_number (R, 1)", "to_number (to_text (N), 3)", "distance (N, #, N, M)", "distance (#.5, I, #.25, I)",
  "coalesce (M, I)", "coalesce (I, M)", "iif (F, M, I)", "case when F then I else M end", "least (M, I)", "greatest (I, M, #)", "92233720368547758.07 - M",
};

static const char *const real_forms[] = {
  "R + N", "R - R", "R * N", "R / N", "N / R", "R * 0.5e0", "abs (R)", "coalesce (R, N)", "iif (F, R, N)", "least (R, N)", "greatest (R, #)", "percent (R, N)", "- (R)",
};

static const char *const text_forms[] = {
  "concat (T, T)", "concat (T, '-', T, ' ')", "lower (T)", "upper (T)", "title (T)", "trim (T)", "left (T, #)", "left (T, I)", "right (T, #)", "substring (T, #)", "substring (T, I, #)",
  "substring (T, #, #)", "replace (T, 'o', 'ß')", "replace (T, T, T)", "pad_left (T, #, '0')", "pad_left (T, #, T)", "pad_right (T, #)", "pad_right (T, #, 'xy')", "split_part (T, ' ', #)",
  "split_part (T, 'o', -1)", "split_part (T, T, #)", "email_domain (T)", "md5 (T)", "sha256 (T)", "to_text (A)", "to_text (M)", "to_text (W)", "to_text (R)", "format (D, 'DD.MM.YYYY')",
  "format (W, 'YYYY/MM/DD HH:MI:SS', Z)", "to_zone (W, Z)", "coalesce (T, T)", "iif (F, T, T)", "case when F then T end", "least (T, T)", "greatest (T, T, '')",
};

static const char *const flag_forms[] = {
  "N = N", "N <> N", "N < N", "N >= N", "I = #", "R < N", "R >= R", "T = T", "T <> T", "T < T", "T >= T", "F = F", "F <> F", "D < D", "D = D", "D >= '2026-07-21'", "W < W", "W >= '2026-07-21 10:30'",
  "W = '2026-07-20'", "W > D", "D <= W", "W = W", "(F) and (F)", "(F) or (F)", "not (F)", "is_empty (T)", "is_empty (A)", "coalesce (F, false)", "iif (F, F, F)", "case when F then F else true end",
};

static const char *const date_forms[] = {
  "add (D, #, u)", "add (D, I, u)", "subtract (D, #, u)", "truncate (D, u)", "to_date (W)", "to_date (W, Z)", "to_date (to_text (D))", "to_date (T)", "today (Z)",
  "parse_date (format (D, 'DD.MM.YYYY'), 'DD.MM.YYYY')", "parse_date (T, 'YYYYMMDD')", "coalesce (D, D)", "iif (F, D, D)", "least (D, D)", "greatest (D, '2026-07-20')", "case when F then D else D end",
};

static const char *const instant_forms[] = {
  "add (W, #, U)", "add (W, I, U, Z)", "subtract (W, #, U, Z)", "truncate (W, U)", "truncate (W, U, Z)", "to_instant (D)", "to_instant (D, Z)", "to_instant (to_zone (W, Z), Z)",
  "to_instant (to_text (W))", "to_instant (T)", "parse_instant (to_zone (W, Z), 'YYYY-MM-DD HH:MI:SS', Z)", "coalesce (W, W)", "iif (F, W, W)", "least (W, W)", "greatest (W, now ())",
};

static const struct
{
  const char *const *forms;
  guint              n;
} forms[] = {
  [FF_KIND_INTEGER] = { integer_forms, G_N_ELEMENTS (integer_forms) },
  [FF_KIND_DECIMAL] = { decimal_forms, G_N_ELEMENTS (decimal_forms) },
  [FF_KIND_REAL] = { real_forms, G_N_ELEMENTS (real_forms) },
  [FF_KIND_TEXT] = { text_forms, G_N_ELEMENTS (text_forms) },
  [FF_KIND_FLAG] = { flag_forms, G_N_ELEMENTS (flag_forms) },
  [FF_KIND_DATE] = { date_forms, G_N_ELEMENTS (date_forms) },
  [FF_KIND_INSTANT] = { instant_forms, G_N_ELEMENTS (instant_forms) },
};

/* Days on which clocks are changed among them, also at the edges of the calendar. */
static const char *const literals[][8] = {
  [FF_KIND_INTEGER] = { "0", "1", "2", "3", "-7", "12", "100", "9223372036854775807" },
  [FF_KIND_DECIMAL] = { "0.5", "2.50", "-1.25", "0.01", "99.995", "3.0", "-0.5", "1000000.25" },
  [FF_KIND_REAL] = { "0e0", "1.5e0", "-2.25e0", "1e3", "0.125e0", "3e0", "-1e0", "5e-1" },
  [FF_KIND_TEXT] = { "''", "'gold'", "' Gold x '", "'o''k'", "'ΣΑΣ ß'", "'😀-ǆ'", "'12.5'", "'2026-03-29 02:30'" },
  [FF_KIND_FLAG] = { "true", "false", "true", "(1 = 1)", "false", "true", "(0 > 1)", "true" },
  [FF_KIND_DATE] = { "to_date ('2026-07-21')", "to_date ('2024-02-29')", "to_date ('2026-03-29')", "today ()", "to_date ('9999-12-31')", "to_date ('0001-01-01')", "to_date ('2026-10-25')",
                     "to_date ('2026-12-31')" },
  [FF_KIND_INSTANT] = { "now ()", "to_instant ('2026-03-29 02:30', 'Europe/Amsterdam')", "to_instant ('2026-10-25T00:30:00Z')", "to_instant ('2026-10-25T01:30:00Z')",
                        "to_instant ('2026-11-01 01:30', 'America/New_York')", "to_instant ('2026-10-04 02:15', 'Australia/Lord_Howe')", "to_instant ('2011-12-30', 'Pacific/Apia')",
                        "to_instant ('2026-07-21 12:00')" },
};

static const char *const zones[] = { "'UTC'", "'Europe/Amsterdam'", "'America/New_York'", "'Asia/Kolkata'", "'Australia/Lord_Howe'", "'America/Santiago'", "'Pacific/Apia'" };
static const char *const units[] = { "'minute'", "'hour'", "'day'", "'week'", "'month'", "'quarter'", "'year'" };

static guint
pick (GRand *rand,
      guint  n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

static void
write_name (Writer     *self,
            const char *name)
{
  g_autoptr (GString) quoted = g_string_new (name);

  if (strspn (name, "abcdefghijklmnopqrstuvwxyz_") == strlen (name) && strstr (" select from null case and carried ", name) == NULL)
    {
      g_string_append (self->text, name);
      return;
    }

  g_string_replace (quoted, "\"", "\"\"", 0);
  g_string_append_printf (self->text, "\"%s\"", quoted->str);
}

static gboolean
write_carried (Writer *self,
               FfKind  kind)
{
  const guint start = self->carried != NULL && self->carried->len > 0 ? pick (self->rand, self->carried->len) : 0;

  for (guint i = 0; self->carried != NULL && i < self->carried->len; i++)
    {
      const FfRandomColumn *column = &g_array_index (self->carried, FfRandomColumn, (start + i) % self->carried->len);

      if (column->kind == kind)
        {
          g_string_append (self->text, "carried.");
          write_name (self, column->name);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
write_column (Writer         *self,
              const FfEntity *entity,
              FfKind          kind,
              guint           n_hops)
{
  const guint start = pick (self->rand, entity->columns->len);

  for (guint l = 0; n_hops > 0 && l < entity->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, l);
      const gsize length = self->text->len;

      if (link->cardinality != FF_LINK_ONE || pick (self->rand, 4) > 0)
        continue;

      write_name (self, link->name);
      g_string_append_c (self->text, '.');
      if (write_column (self, ff_schema_find_entity (self->schema, link->target), kind, n_hops - 1))
        return TRUE;
      g_string_truncate (self->text, length);
    }

  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, (start + c) % entity->columns->len);

      if (column->type.kind == kind)
        {
          write_name (self, column->name);
          return TRUE;
        }
    }

  return FALSE;
}

static void
write_leaf (Writer *self,
            FfKind  kind)
{
  if (pick (self->rand, 4) == 0 && write_carried (self, kind))
    return;
  if (pick (self->rand, 3) > 0 && write_column (self, self->entity, kind, 2))
    return;

  g_string_append (self->text, literals[kind][pick (self->rand, G_N_ELEMENTS (literals[kind]))]);
}

static void write_value (Writer *self,
                         FfKind  kind,
                         guint   depth);

static void
write_form (Writer     *self,
            const char *form,
            guint       depth)
{
  static const char marks[] = "IMRTFDW";
  static const FfKind kinds[] = { FF_KIND_INTEGER, FF_KIND_DECIMAL, FF_KIND_REAL, FF_KIND_TEXT, FF_KIND_FLAG, FF_KIND_DATE, FF_KIND_INSTANT };
  gboolean quoted = FALSE;

  for (; *form != '\0'; form++)
    {
      const char *mark = strchr (marks, *form);

      quoted = quoted != (*form == '\'');
      if (quoted || strchr ("IMRTFDWNAZUu#", *form) == NULL || (*form == 'u' && g_ascii_isalpha (form[1])) || (*form == 'u' && g_ascii_isalpha (form[-1])))
        g_string_append_c (self->text, *form);
      else if (*form == '#')
        g_string_append_printf (self->text, "%u", pick (self->rand, 14));
      else if (*form == 'Z')
        g_string_append (self->text, zones[pick (self->rand, G_N_ELEMENTS (zones))]);
      else if (*form == 'U' || *form == 'u')
        g_string_append (self->text, units[*form == 'u' ? 2 + pick (self->rand, 5) : pick (self->rand, 7)]);
      else if (*form == 'N')
        write_value (self, pick (self->rand, 2) == 0 ? FF_KIND_INTEGER : FF_KIND_DECIMAL, depth);
      else if (*form == 'A')
        write_value (self, kinds[pick (self->rand, G_N_ELEMENTS (kinds))], depth);
      else
        write_value (self, kinds[mark - marks], depth);
    }
}

static void
write_value (Writer *self,
             FfKind  kind,
             guint   depth)
{
  const gboolean is_leaf = depth == 0 || pick (self->rand, 3) == 0;

  if (is_leaf)
    {
      write_leaf (self, kind);
      return;
    }

  g_string_append_c (self->text, '(');
  write_form (self, forms[kind].forms[pick (self->rand, forms[kind].n)], depth - 1);
  g_string_append_c (self->text, ')');
}

/**
 * ff_random_expression:
 *
 * Returns: (transfer full): a text that is good
 */
char *
ff_random_expression (GRand          *rand,
                      FfSchema       *schema,
                      const FfEntity *entity,
                      GArray         *carried,
                      FfKind          kind)
{
  Writer self = { rand, schema, entity, carried, g_string_new (NULL) };

  write_form (&self, forms[kind].forms[pick (rand, forms[kind].n)], pick (rand, 3));

  return g_string_free (self.text, FALSE);
}
