/* Random data, rules and plans of one seed, for the test that holds the
 * evaluators against each other. */

#include "ff-random-plan.h"

#include "ff-random-expression.h"

#include <string.h>

typedef struct
{
  const FfEntity *entity;
  GArray         *carried;    /* of FfRandomColumn */
  guint           step;
  guint           output;
} Flow;

typedef struct
{
  GRand      *rand;
  FfSchema   *schema;
  const char *audience;
  GArray     *flows;      /* of Flow */
  FfJson     *plan;
  guint       n_columns;
} Maker;

static const char *const texts[] = { "gold", "Gold", "silver", "bronze", "", " gold ", "paid", "open", "tea", "jam", "ΣΑΣ", "σας", "Straße", "o'k", "100%", "x" };
static const char *const emails[] = { "a@x.org", "A@x.org", " a@x.org", "b@x.org", "c@x.org", "", "B@X.ORG", "d@x.org" };

static const char *const campaigns[] = { "c1", "Spring", "gold", "", "o'k" };

static guint
pick (GRand *rand,
      guint  n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

static gboolean
chance (GRand *rand,
        guint  percent)
{
  return pick (rand, 100) < percent;
}

/* Of every plane that has characters: with cases of their own, that combine, that turn the line, that nobody may see. */
static const struct { gunichar first, last; } scripts[] = {
  { 0x20, 0x7e },       { 0xa0, 0x24f },      { 0x300, 0x36f },     { 0x370, 0x3ff },       { 0x400, 0x52f },       { 0x531, 0x586 },
  { 0x5d0, 0x64a },     { 0x10a0, 0x10ff },   { 0x13a0, 0x13fd },   { 0x1c90, 0x1cbf },     { 0x1e00, 0x1fff },     { 0x200b, 0x202e },
  { 0x2160, 0x217f },   { 0x2c00, 0x2cff },   { 0x4e00, 0x9fff },   { 0xa640, 0xa7ca },     { 0xab70, 0xabbf },     { 0xac00, 0xd7a3 },
  { 0xe000, 0xf8ff },   { 0xfb00, 0xfb17 },   { 0xfeff, 0xfeff },   { 0xff01, 0xff5a },     { 0x10400, 0x1044f },   { 0x1e900, 0x1e943 },
  { 0x1f600, 0x1f64f }, { 0x20000, 0x2a6df }, { 0x30000, 0x3134a }, { 0xe0001, 0xe007f },   { 0xe0100, 0xe01ef },   { 0xf0000, 0xffffd },
  { 0x100000, 0x10fffd },
};

static char *
dup_odd_text (GRand *rand)
{
  GString *text = g_string_new (NULL);

  for (guint n = 1 + pick (rand, 5); n > 0; n--)
    {
      const guint script = pick (rand, G_N_ELEMENTS (scripts));

      g_string_append_unichar (text, scripts[script].first + pick (rand, scripts[script].last - scripts[script].first + 1));
    }

  return g_string_free (text, FALSE);
}

static char *
dup_text (GRand             *rand,
          const char *const *list,
          guint              n)
{
  g_autofree char *odd = chance (rand, 12) ? dup_odd_text (rand) : NULL;
  g_auto (GStrv) parts = NULL;

  if (chance (rand, 15))
    return g_strdup ("NULL");

  parts = g_strsplit (odd != NULL ? odd : list[pick (rand, n)], "'", -1);

  {
    g_autofree char *quoted = g_strjoinv ("''", parts);

    return g_strdup_printf ("'%s'", quoted);
  }
}

static char *
dup_number (GRand *rand,
            gint   from,
            gint   to)
{
  return chance (rand, 15) ? g_strdup ("NULL") : g_strdup_printf ("%d", g_rand_int_range (rand, from, to));
}

/* As great as whole numbers can be, now and then. */
static char *
dup_score (GRand *rand)
{
  static const char *const extremes[] = { "9223372036854775807", "-9223372036854775808", "4611686018427387904", "-9223372036854775807" };

  return chance (rand, 2) ? g_strdup (extremes[pick (rand, G_N_ELEMENTS (extremes))]) : dup_number (rand, -3, 9);
}

/* Days around the tests' now, 2026-07-21. */
static char *
dup_day (GRand *rand)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 7, 21, 0, 0, 0);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, g_rand_int_range (rand, -45, 45));

  return g_date_time_format (day, "%Y-%m-%d");
}

static char *
dup_date (GRand    *rand,
          gboolean  strict)
{
  g_autofree char *day = dup_day (rand);

  if (chance (rand, 15))
    return g_strdup ("NULL");
  if (chance (rand, 3))
    return g_strdup_printf ("'%s'", ((const char *[]) { "0001-01-01", "9999-12-31", "1969-12-31", "2024-02-29", "2000-02-29" })[pick (rand, 5)]);

  return !strict && chance (rand, 5) ? g_strdup ("'2026-02-31'") : g_strdup_printf ("'%s'", day);
}

static char *
dup_instant (GRand    *rand,
             gboolean  strict)
{
  g_autofree char *day = dup_day (rand);
  guint hour = pick (rand, 24);

  if (chance (rand, 15))
    return g_strdup ("NULL");

  if (strict && chance (rand, 20))
    {
      /* Around the changes of clocks in Amsterdam, New York and Lord Howe, before 1970, and where the calendar ends. */
      static const gint64 seconds[] = { 1774746000, 1792890000, 1793512800, 1772953200, 1791041400, -3600, -62135510400, 253402214400 };

      return g_strdup_printf ("%" G_GINT64_FORMAT, (seconds[pick (rand, G_N_ELEMENTS (seconds))] + g_rand_int_range (rand, -7200, 7200)) * G_USEC_PER_SEC +
                              pick (rand, 2) * 999999);
    }

  if (strict)
    {
      g_autofree char *text = g_strdup_printf ("%sT%02u:30:00Z", day, hour);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

      return g_strdup_printf ("%" G_GINT64_FORMAT, g_date_time_to_unix (time) * G_USEC_PER_SEC + pick (rand, 3));
    }

  return chance (rand, 5) ? g_strdup ("'soon'") : g_strdup_printf ("'%s %02u:30:00'", day, hour);
}

static char *
dup_money (GRand    *rand,
           gboolean  strict)
{
  gint cents = g_rand_int_range (rand, -300, 3000);

  if (chance (rand, 10))
    return g_strdup ("NULL");
  if (strict && chance (rand, 2))
    return g_strdup (chance (rand, 50) ? "9223372036854775807" : "-9223372036854775808");
  if (!strict && chance (rand, 4))
    return g_strdup ("'much'");

  return strict ? g_strdup_printf ("%d", cents)
                : g_strdup_printf ("%s%d.%02d", cents < 0 ? "-" : "", ABS (cents) / 100, ABS (cents) % 100);
}

static const char strict_tables[] =
  "CREATE TABLE region (code TEXT PRIMARY KEY, name TEXT) STRICT;"
  "CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT, region_code TEXT REFERENCES region) STRICT;"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, email TEXT, tier TEXT, score INTEGER, height REAL,"
  "  born TEXT, joined INTEGER, balance INTEGER, active INTEGER, city_id INTEGER REFERENCES city) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, total INTEGER, status TEXT,"
  "  placed INTEGER, city_id INTEGER REFERENCES city) STRICT;"
  "CREATE TABLE line (purchase_id INTEGER NOT NULL REFERENCES purchase, line_no INTEGER NOT NULL, product TEXT, quantity INTEGER,"
  "  PRIMARY KEY (purchase_id, line_no)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE message (message_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, channel TEXT, campaign TEXT, activity TEXT,"
  "  sent INTEGER, opened INTEGER, clicked INTEGER, bounced INTEGER) STRICT;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;"
  "INSERT INTO fanfare_model VALUES ('person', 'born', 'kind', 'date'), ('person', 'joined', 'kind', 'instant_us'),"
  "  ('person', 'balance', 'kind', 'decimal(2)'), ('person', 'active', 'kind', 'flag'),"
  "  ('purchase', 'total', 'kind', 'decimal(2)'), ('purchase', 'placed', 'kind', 'instant_us'),"
  "  ('person', '', 'role', 'profile'), ('message', '', 'role', 'message'), ('message', 'person_id', 'role', 'profile'),"
  "  ('message', 'sent', 'kind', 'instant_us'), ('message', 'opened', 'kind', 'instant_us'), ('message', 'clicked', 'kind', 'instant_us'),"
  "  ('message', 'bounced', 'kind', 'flag'), ('message', 'sent', 'role', 'sent-at'), ('message', 'opened', 'role', 'opened-at'),"
  "  ('message', 'clicked', 'role', 'clicked-at'), ('message', 'bounced', 'role', 'bounced'), ('message', 'channel', 'role', 'channel'),"
  "  ('message', 'campaign', 'role', 'campaign'), ('message', 'activity', 'role', 'activity');";

static const char loose_tables[] =
  "CREATE TABLE region (code VARCHAR(9) PRIMARY KEY NOT NULL, name TEXT);"
  "CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT, region_code TEXT REFERENCES region);"
  "CREATE TABLE person (person_id INT PRIMARY KEY NOT NULL, name TEXT COLLATE NOCASE, email VARCHAR(99), tier TEXT, score INT, height FLOAT,"
  "  born DATE, joined DATETIME, balance NUMERIC(10,2), active BOOLEAN, city_id INT REFERENCES city);"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INT REFERENCES person, total DECIMAL(8,2), status TEXT,"
  "  placed DATETIME, city_id INT REFERENCES city);"
  "CREATE TABLE line (purchase_id INTEGER NOT NULL REFERENCES purchase, line_no INTEGER NOT NULL, product TEXT, quantity INT,"
  "  PRIMARY KEY (purchase_id, line_no));";

/* As strict ones, called as nobody would, with texts as keys; those of lines have two parts. */
static const char odd_tables[] =
  "CREATE TABLE \"region'; --\" (\"co\"\"de\" TEXT PRIMARY KEY, \"na;me\" TEXT) STRICT;"
  "CREATE TABLE \"city %_\\\" (\"city/id~\" INTEGER PRIMARY KEY, name TEXT, \"지역\" TEXT REFERENCES \"region'; --\") STRICT;"
  "CREATE TABLE \"person\"\"\" (\"select\" TEXT PRIMARY KEY NOT NULL, \"from\" TEXT, \"e\" TEXT, \"tier) OR (1=1\" TEXT, score INTEGER, \"he'ight\" REAL,"
  "  \"b.orn\" TEXT, \"$1\" INTEGER, \"?\" INTEGER, \"and\" INTEGER, \"{0}\" INTEGER REFERENCES \"city %_\\\") STRICT;"
  "CREATE TABLE \"purchase Ω\" (k1 INTEGER PRIMARY KEY, person TEXT REFERENCES \"person\"\"\", \"total\nsum\" INTEGER, \"null\" TEXT,"
  "  \"case\" INTEGER, \"carried\" INTEGER REFERENCES \"city %_\\\") STRICT;"
  "CREATE TABLE \"line😀\" (\" purchase \" INTEGER NOT NULL REFERENCES \"purchase Ω\", \"Line No\" TEXT NOT NULL, \"pro\tduct\" TEXT, i INTEGER,"
  "  PRIMARY KEY (\" purchase \", \"Line No\")) STRICT, WITHOUT ROWID;"
  "CREATE TABLE \"message/~1\" (message_id INTEGER PRIMARY KEY, person_id TEXT REFERENCES \"person\"\"\", channel TEXT, campaign TEXT, activity TEXT,"
  "  \"s'ent\" INTEGER, opened INTEGER, clicked INTEGER, bounced INTEGER) STRICT;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;"
  "INSERT INTO fanfare_model VALUES ('person\"', 'b.orn', 'kind', 'date'), ('person\"', '$1', 'kind', 'instant_us'),"
  "  ('person\"', '?', 'kind', 'decimal(2)'), ('person\"', 'and', 'kind', 'flag'),"
  "  ('purchase Ω', 'total\nsum', 'kind', 'decimal(2)'), ('purchase Ω', 'case', 'kind', 'instant_us'),"
  "  ('person\"', '', 'role', 'profile'), ('message/~1', '', 'role', 'message'), ('message/~1', 'person_id', 'role', 'profile'),"
  "  ('message/~1', 's''ent', 'kind', 'instant_us'), ('message/~1', 'opened', 'kind', 'instant_us'), ('message/~1', 'clicked', 'kind', 'instant_us'),"
  "  ('message/~1', 'bounced', 'kind', 'flag'), ('message/~1', 's''ent', 'role', 'sent-at'), ('message/~1', 'opened', 'role', 'opened-at'),"
  "  ('message/~1', 'clicked', 'role', 'clicked-at'), ('message/~1', 'bounced', 'role', 'bounced'), ('message/~1', 'channel', 'role', 'channel'),"
  "  ('message/~1', 'campaign', 'role', 'campaign'), ('message/~1', 'activity', 'role', 'activity');";

/* Each table by the word that its name begins with. */
static void
call_oddly (GString *sql)
{
  static const char *const names[][2] = {
    { "INTO region VALUES", "INTO \"region'; --\" VALUES" },   { "INTO city VALUES", "INTO \"city %_\\\" VALUES" },
    { "INTO person VALUES", "INTO \"person\"\"\" VALUES" },    { "INTO purchase VALUES", "INTO \"purchase Ω\" VALUES" },
    { "INTO line VALUES", "INTO \"line😀\" VALUES" },          { "INTO message VALUES", "INTO \"message/~1\" VALUES" },
  };

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    g_string_replace (sql, names[n][0], names[n][1], 0);
}

/* Past messages; only where a data model maps them. */
static void
add_messages (GString *sql,
              GRand   *rand,
              guint    n_people)
{
  for (guint i = 1 + pick (rand, 60); i > 0; i--)
    {
      g_autofree char *person = dup_number (rand, 1, (gint) n_people + 3);
      g_autofree char *campaign = dup_text (rand, campaigns, G_N_ELEMENTS (campaigns));
      g_autofree char *sent = dup_instant (rand, TRUE);
      g_autofree char *opened = dup_instant (rand, TRUE);
      g_autofree char *clicked = dup_instant (rand, TRUE);

      g_string_append_printf (sql, "INSERT INTO message VALUES (%u, %s * 3 - 20, %s, %s, %s, %s, %s, %s, %s);", i, person,
                              chance (rand, 60) ? "'email'" : chance (rand, 80) ? "'sms'" : "NULL", campaign, chance (rand, 70) ? "'a1'" : "'a2'",
                              sent, chance (rand, 50) ? opened : "NULL", chance (rand, 30) ? clicked : "NULL",
                              ((const char *[]) { "0", "0", "1", "NULL" })[pick (rand, 4)]);
    }
}

const FfEntity *
ff_random_find_entity (FfSchema   *schema,
                       const char *word)
{
  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    if (g_str_has_prefix (ff_schema_get_entity (schema, e)->name, word))
      return ff_schema_get_entity (schema, e);

  g_assert_not_reached ();
}

char *
ff_random_data (GRand        *rand,
                FfRandomKind  kind)
{
  const gboolean strict = kind != FF_RANDOM_LOOSE;
  GString *sql = g_string_new ("PRAGMA synchronous = OFF; BEGIN;");
  guint n_people = chance (rand, 10) ? 0 : 10 + pick (rand, 40);
  guint n_purchases = chance (rand, 5) ? 0 : 10 + pick (rand, 80);
  guint n_lines = n_purchases > 0 ? 5 + pick (rand, 90) : 0;

  g_string_append (sql, kind == FF_RANDOM_ODD ? odd_tables : strict ? strict_tables : loose_tables);
  if (chance (rand, 50) && kind != FF_RANDOM_ODD)
    g_string_append (sql, "CREATE INDEX purchase_person ON purchase (person_id);");
  if (chance (rand, 50) && kind != FF_RANDOM_ODD)
    g_string_append (sql, "CREATE INDEX person_city ON person (city_id);");
  g_string_append (sql, "INSERT INTO region VALUES ('N', 'gold'), ('S', NULL), ('ß', '');");

  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *name = dup_text (rand, texts, G_N_ELEMENTS (texts));

      g_string_append_printf (sql, "INSERT INTO city VALUES (%u, %s, %s);", i * 10, name,
                              ((const char *[]) { "'N'", "'S'", "'ß'", "NULL", "'gone'" })[pick (rand, 5)]);
    }

  for (guint i = 1; i <= n_people; i++)
    {
      g_autofree char *name = dup_text (rand, texts, G_N_ELEMENTS (texts));
      g_autofree char *email = dup_text (rand, emails, G_N_ELEMENTS (emails));
      g_autofree char *tier = dup_text (rand, texts, 5);
      g_autofree char *score = !strict && chance (rand, 5) ? g_strdup ("'many'") : dup_score (rand);
      g_autofree char *height = chance (rand, 10) ? g_strdup ("NULL") : g_strdup_printf ("%u.%u", pick (rand, 3), pick (rand, 4) * 25);
      g_autofree char *born = dup_date (rand, strict);
      g_autofree char *joined = dup_instant (rand, strict);
      g_autofree char *balance = dup_money (rand, strict);
      g_autofree char *city = dup_number (rand, 1, 8);

      g_string_append_printf (sql, "INSERT INTO person VALUES (%d, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s * 10);",
                              (gint) i * 3 - 20, name, email, tier, score, height, born, joined, balance,
                              ((const char *[]) { "0", "1", "1", "NULL" })[pick (rand, 4)], city);
    }

  for (guint i = 1; i <= n_purchases; i++)
    {
      g_autofree char *person = dup_number (rand, 1, (gint) n_people + 3);
      g_autofree char *total = dup_money (rand, strict);
      g_autofree char *status = dup_text (rand, texts + 4, 6);
      g_autofree char *placed = dup_instant (rand, strict);
      g_autofree char *city = dup_number (rand, 1, 8);

      g_string_append_printf (sql, "INSERT INTO purchase VALUES (%u, %s * 3 - 20, %s, %s, %s, %s * 10);", i, person, total, status, placed, city);
    }

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *product = dup_text (rand, texts + 8, 4);
      g_autofree char *quantity = dup_number (rand, 0, 5);

      g_string_append_printf (sql, "INSERT OR IGNORE INTO line VALUES (%u, %u, %s, %s);",
                              1 + pick (rand, n_purchases), pick (rand, 4), product, quantity);
    }

  if (strict)
    add_messages (sql, rand, n_people);
  if (kind == FF_RANDOM_ODD)
    call_oddly (sql);
  g_string_append (sql, "COMMIT;");

  return g_string_free (sql, FALSE);
}

static FfJson *
new_object_with (const char *name,
                 FfJson     *value)
{
  FfJson *object = ff_json_new_object ();

  ff_json_take_member (object, name, value);

  return object;
}

static FfJson *
new_number (const char *text)
{
  return ff_json_parse (text, -1, &ff_json_document_limits, NULL);
}

static FfJson *
random_literal (Maker  *self,
                FfKind  kind)
{
  static const char *const numbers[] = { "0", "1", "3", "-2", "5", "2.5", "3.50", "10.005", "7.999", "12", "-1.25", "1000000000000" };
  static const char *const wholes[] = { "0", "1", "2", "3", "-2", "5", "8", "500" };
  g_autofree char *day = dup_day (self->rand);

  switch (kind)
    {
    case FF_KIND_INTEGER:
      return new_number (wholes[pick (self->rand, G_N_ELEMENTS (wholes))]);

    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
      return new_number (numbers[pick (self->rand, G_N_ELEMENTS (numbers))]);

    case FF_KIND_INSTANT:
      if (chance (self->rand, 50))
        {
          g_autofree char *text = g_strdup_printf ("%sT%02u:30:00Z", day, pick (self->rand, 24));

          return ff_json_new_string (text);
        }
      return ff_json_new_string (day);

    case FF_KIND_DATE:
      return ff_json_new_string (day);

    case FF_KIND_TEXT:
    case FF_KIND_FLAG:
    default:
      return ff_json_new_string (texts[pick (self->rand, G_N_ELEMENTS (texts))]);
    }
}

static FfJson *random_rule (Maker          *self,
                            const FfEntity *entity,
                            GArray         *carried,
                            guint           depth);

static const FfLink *
random_link (Maker          *self,
             const FfEntity *entity,
             gint            cardinality)   /* -1: any */
{
  guint start;

  if (entity->links->len == 0)
    return NULL;

  start = pick (self->rand, entity->links->len);
  for (guint l = 0; l < entity->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, (start + l) % entity->links->len);

      if (cardinality < 0 || (gint) link->cardinality == cardinality)
        return link;
    }

  return NULL;
}

static const FfColumn *
random_column (Maker          *self,
               const FfEntity *entity,
               guint           kinds)
{
  guint start = pick (self->rand, entity->columns->len);

  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, (start + c) % entity->columns->len);

      if ((kinds & (1u << column->type.kind)) != 0)
        return column;
    }

  return NULL;
}

static FfJson *
random_attribute (Maker          *self,
                  const FfEntity *entity,
                  guint           kinds,
                  FfKind         *out_kind)
{
  FfJson *path = ff_json_new_array ();
  const FfColumn *column;

  for (guint hop = 0; hop < 2 && chance (self->rand, 30); hop++)
    {
      const FfLink *link = random_link (self, entity, FF_LINK_ONE);

      if (link == NULL || random_column (self, ff_schema_find_entity (self->schema, link->target), kinds) == NULL)
        break;
      ff_json_take_element (path, ff_json_new_string (link->name));
      entity = ff_schema_find_entity (self->schema, link->target);
    }

  column = random_column (self, entity, kinds);
  if (column == NULL)
    {
      ff_json_unref (path);
      return NULL;
    }

  ff_json_take_element (path, ff_json_new_string (column->name));
  *out_kind = column->type.kind;

  return new_object_with ("attribute", path);
}

#define ANY_KIND (~0u)
#define NUMBERS (EXACT | (1u << FF_KIND_REAL))
#define EXACT ((1u << FF_KIND_INTEGER) | (1u << FF_KIND_DECIMAL))
#define ORDERED (~(1u << FF_KIND_FLAG))

/* One of the kinds. */
static FfJson *
random_expression (Maker          *self,
                   const FfEntity *entity,
                   GArray         *carried,
                   guint           kinds,
                   FfKind         *out_kind)
{
  FfKind kind;
  g_autofree char *text = NULL;

  do
    kind = (FfKind) pick (self->rand, FF_KIND_INSTANT + 1);
  while ((kinds & (1u << kind)) == 0);

  text = ff_random_expression (self->rand, self->schema, entity, carried, kind);
  *out_kind = kind;

  return new_object_with ("expression", ff_json_new_string (text));
}

static FfJson *
random_aggregate (Maker          *self,
                  const FfEntity *entity,
                  guint           depth,
                  FfKind         *out_kind)
{
  static const struct { const char *name; guint kinds; } hows[] = {
    { "count", 0 }, { "count-distinct", ORDERED }, { "sum", NUMBERS }, { "average", NUMBERS }, { "min", ORDERED }, { "max", ORDERED },
    { "standard-deviation", NUMBERS }, { "text-join", 1u << FF_KIND_TEXT }, { "latest", ANY_KIND }, { "earliest", ANY_KIND },
  };
  const FfLink *link = random_link (self, entity, FF_LINK_MANY);
  guint how = pick (self->rand, G_N_ELEMENTS (hows));
  g_autoptr (FfJson) of = NULL;
  FfJson *path;
  FfJson *json;
  FfKind kind = FF_KIND_INTEGER;
  FfKind by_kind;
  const FfEntity *target;

  if (link == NULL)
    return NULL;

  target = ff_schema_find_entity (self->schema, link->target);
  if (how >= 7 && target->key == NULL)
    return NULL;

  if (how > 0)
    of = chance (self->rand, 20) ? random_expression (self, target, NULL, hows[how].kinds, &kind)
                                 : random_attribute (self, target, hows[how].kinds, &kind);
  if (how > 0 && of == NULL)
    return NULL;

  json = ff_json_new_object ();
  path = ff_json_new_array ();
  ff_json_take_element (path, ff_json_new_string (link->name));
  ff_json_set_string (json, "aggregate", hows[how].name);
  ff_json_take_member (json, "link", path);
  if (of != NULL)
    ff_json_take_member (json, "of", g_steal_pointer (&of));
  if (chance (self->rand, 40))
    ff_json_take_member (json, "where", random_rule (self, ff_schema_find_entity (self->schema, link->target), NULL, depth + 2));

  if (how >= 8 || (how == 7 && chance (self->rand, 60)))
    ff_json_take_member (json, "by", random_attribute (self, target, EXACT | (1u << FF_KIND_TEXT) | (1u << FF_KIND_INSTANT), &by_kind));
  if (how == 7 && chance (self->rand, 40))
    ff_json_set_string (json, "separator", chance (self->rand, 50) ? "" : "'; ");
  if (how == 7 && chance (self->rand, 40))
    ff_json_set_boolean (json, "descending", TRUE);

  *out_kind = how < 2 ? FF_KIND_INTEGER : how == 3 || how == 6 ? FF_KIND_REAL : kind;

  return json;
}

static FfJson *
random_operand (Maker          *self,
                const FfEntity *entity,
                GArray         *carried,
                guint           depth,
                FfKind         *out_kind)
{
  FfJson *json = NULL;

  if (carried != NULL && carried->len > 0 && chance (self->rand, 30))
    {
      FfRandomColumn *column = &g_array_index (carried, FfRandomColumn, pick (self->rand, carried->len));

      *out_kind = column->kind;
      return new_object_with ("column", ff_json_new_string (column->name));
    }

  if (chance (self->rand, 20))
    return random_expression (self, entity, carried, ANY_KIND, out_kind);

  if (depth < 3 && chance (self->rand, 30))
    json = random_aggregate (self, entity, depth, out_kind);

  return json != NULL ? json : random_attribute (self, entity, ANY_KIND, out_kind);
}

static FfJson *
random_right (Maker            *self,
              const FfOperator *op,
              const FfEntity   *entity,
              FfKind            kind)
{
  static const char *const units[] = { "minute", "hour", "day", "week", "month", "quarter", "year" };
  FfJson *right;
  FfJson *list;

  switch (op->right)
    {
    case FF_RIGHT_VALUE:
      if (g_str_has_suffix (op->id, "like"))
        return new_object_with ("value", ff_json_new_string (((const char *[]) { "g%", "%o_d%", "", "_____", "%\\%", "%Σ_Σ", "s%e", "%", "_", "%_%", "%\\_%", "__%", "% %", "%ß%", "o'k" })[pick (self->rand, 15)]));
      if (g_str_equal (op->id, "matches"))
        return new_object_with ("value", ff_json_new_string (((const char *[]) { "^g.*d$", "[A-Z]", "^(gold|silver|)$", "o{1,2}", "\\d+%", "^\\s", "ß|ς", "\\w+.\\w", "^[^a-z]*$", "^.$", "^.{2,4}$", "^(a|o|e)", "[\\s-]", "(o|l)+d?$", "^[^\\d\\w\\s]", "\\.|\\[|'",
                                                                           "^(..)*$", "[ℵ-鿿]", "[😀-😏]|[Α-Ω]{3}", "k{0}$" })[pick (self->rand, 20)]));
      if (!g_str_equal (op->id, "on-day") && chance (self->rand, 15))
        {
          right = chance (self->rand, 50) ? random_expression (self, entity, NULL, 1u << kind, &kind)
                                          : random_attribute (self, entity, 1u << kind, &kind);
          if (right != NULL)
            return right;
        }
      if (g_str_equal (op->id, "on-day"))
        return new_object_with ("value", random_literal (self, FF_KIND_DATE));
      /* Nobody looks for nothing. */
      if (g_str_has_suffix (op->id, "-with") || g_str_has_suffix (op->id, "contains"))
        return new_object_with ("value", ff_json_new_string (((const char *[]) { "g", "o", "ΣΑΣ", " ", "%", "ss", "gold" })[pick (self->rand, 7)]));
      return new_object_with ("value", random_literal (self, kind));

    case FF_RIGHT_LIST:
      list = ff_json_new_array ();
      for (guint n = 1 + pick (self->rand, 4); n > 0; n--)
        ff_json_take_element (list, chance (self->rand, 8) ? ff_json_new_null () : random_literal (self, kind));
      return new_object_with ("values", list);

    case FF_RIGHT_RANGE:
      right = new_object_with ("from", random_literal (self, kind));
      ff_json_take_member (right, "to", random_literal (self, kind));
      return right;

    case FF_RIGHT_DURATION:
      right = ff_json_new_object ();
      ff_json_set_integer (right, "amount", 1 + pick (self->rand, 5));
      ff_json_set_string (right, "unit", units[kind == FF_KIND_DATE || g_str_equal (op->id, "anniversary-within") ? 2 + pick (self->rand, 5) : pick (self->rand, 7)]);
      return new_object_with ("duration", right);

    case FF_RIGHT_NONE:
    default:
      return NULL;
    }
}

static FfJson *
random_comparison (Maker          *self,
                   const FfEntity *entity,
                   GArray         *carried,
                   guint           depth)
{
  FfKind kind = FF_KIND_TEXT;
  FfJson *json = new_object_with ("left", random_operand (self, entity, carried, depth, &kind));
  guint n;
  const FfOperator *operators = ff_operators_get (&n);
  const FfOperator *op;
  FfJson *right;

  do
    op = &operators[pick (self->rand, n)];
  while ((op->kinds & (1u << kind)) == 0);

  ff_json_set_string (json, "op", op->id);
  right = random_right (self, op, entity, kind);
  if (right != NULL)
    ff_json_take_member (json, "right", right);
  if (kind == FF_KIND_TEXT && (op->flags & FF_OPERATOR_FOLDS) != 0 && chance (self->rand, 30))
    ff_json_set_boolean (json, "ignore-case", TRUE);
  if (g_str_has_prefix (op->id, "not-") && chance (self->rand, 40))
    ff_json_set_boolean (json, "empty-differs", TRUE);

  return json;
}

/* The latest or earliest of linked rows with a key. NULL when there is no such link. */
static FfJson *
random_taken (Maker          *self,
              const FfEntity *entity,
              guint           depth)
{
  const FfLink *link = random_link (self, entity, FF_LINK_MANY);
  const FfEntity *target = link != NULL ? ff_schema_find_entity (self->schema, link->target) : NULL;
  FfJson *json;
  FfKind kind;

  if (target == NULL || target->key == NULL)
    return NULL;

  json = new_object_with (chance (self->rand, 50) ? "latest" : "earliest", ff_json_new_string (link->name));
  if (chance (self->rand, 60))
    ff_json_set_integer (json, "take", 1 + pick (self->rand, 3));
  ff_json_take_member (json, "by", random_attribute (self, target, EXACT | (1u << FF_KIND_DATE) | (1u << FF_KIND_TEXT), &kind));
  if (chance (self->rand, 30))
    ff_json_take_member (json, "where", random_rule (self, target, NULL, depth + 2));
  if (chance (self->rand, 85))
    ff_json_take_member (json, "satisfy", random_rule (self, target, NULL, depth + 2));

  return json;
}

/* Who leaves some step before. NULL when there is none of @entity. */
static FfJson *
random_membership (Maker          *self,
                   const FfEntity *entity)
{
  guint start = self->flows->len > 0 ? pick (self->rand, self->flows->len) : 0;

  for (guint f = 0; f < self->flows->len; f++)
    {
      const Flow *flow = &g_array_index (self->flows, Flow, (start + f) % self->flows->len);
      g_autofree char *step = g_strdup_printf ("%u", flow->step);
      g_autofree char *output = g_strdup_printf ("%u", flow->output);
      FfJson *named;

      if (flow->entity != entity)
        continue;

      named = ff_json_new_object ();
      ff_json_set_string (named, "activity", step);
      ff_json_set_string (named, "port", output);

      return new_object_with (chance (self->rand, 50) ? "in-transition" : "not-in-transition", named);
    }

  return NULL;
}

/* What happened to past messages, of the test's campaign or others. */
static FfJson *
random_was (Maker *self)
{
  static const char *const events[] = { "sent", "opened", "clicked", "bounced" };
  static const char *const units[] = { "hour", "day", "week", "month" };
  FfJson *json = new_object_with (chance (self->rand, 50) ? "was" : "was-not", ff_json_new_string (events[pick (self->rand, 4)]));
  guint by = pick (self->rand, 4);

  if (by == 0)
    ff_json_set_string (json, "by", "this-campaign");
  else if (by == 1)
    ff_json_take_member (json, "by", new_object_with ("campaign", ff_json_new_string (campaigns[pick (self->rand, G_N_ELEMENTS (campaigns))])));
  else if (by == 2)
    ff_json_take_member (json, "by", new_object_with ("activity", ff_json_new_string (chance (self->rand, 70) ? "a1" : "a2")));

  if (chance (self->rand, 30))
    ff_json_set_string (json, "channel", chance (self->rand, 70) ? "email" : "sms");

  if (chance (self->rand, 50))
    {
      FfJson *within = ff_json_new_object ();

      ff_json_set_integer (within, "amount", 1 + pick (self->rand, 30));
      ff_json_set_string (within, "unit", units[pick (self->rand, G_N_ELEMENTS (units))]);
      ff_json_take_member (json, "within", within);
    }

  return json;
}

static FfJson *
random_item (Maker          *self,
             const FfEntity *entity,
             GArray         *carried,
             guint           depth)
{
  FfJson *json;
  const FfLink *link;

  if (depth < 2 && chance (self->rand, 25))
    return random_rule (self, entity, carried, depth + 1);

  if (self->audience != NULL && g_str_has_prefix (entity->name, "person") && chance (self->rand, 10))
    return new_object_with (chance (self->rand, 50) ? "in-audience" : "not-in-audience", ff_json_new_string (self->audience));

  if (ff_schema_get_history (self->schema) != NULL && entity == ff_schema_get_profile (self->schema) && chance (self->rand, 8))
    return random_was (self);

  json = chance (self->rand, 7) ? random_membership (self, entity) : NULL;
  if (json != NULL)
    return json;

  json = depth < 2 && chance (self->rand, 8) ? random_taken (self, entity, depth) : NULL;
  if (json != NULL)
    return json;

  link = chance (self->rand, 20) ? random_link (self, entity, -1) : NULL;
  if (link == NULL || depth > 2)
    return random_comparison (self, entity, carried, depth);

  json = new_object_with (chance (self->rand, 50) ? "exists" : "not-exists", ff_json_new_string (link->name));
  if (chance (self->rand, 70))
    ff_json_take_member (json, "where", random_rule (self, ff_schema_find_entity (self->schema, link->target), NULL, depth + 1));

  return json;
}

static FfJson *
random_rule (Maker          *self,
             const FfEntity *entity,
             GArray         *carried,
             guint           depth)
{
  static const char *const groups[] = { "all", "any", "any", "none" };
  FfJson *items = ff_json_new_array ();
  guint n = 1 + pick (self->rand, 3);

  for (guint i = 0; i < n; i++)
    {
      FfJson *item = random_item (self, entity, carried, depth);

      ff_json_take_element (items, i > 0 && chance (self->rand, 15) ? new_object_with ("except", item) : item);
    }

  return new_object_with (groups[pick (self->rand, G_N_ELEMENTS (groups))], items);
}

/* A value as a plan has it; NULL where values of the kind are not listed. */
static FfJson *
random_value (Maker  *self,
              FfKind  kind)
{
  static const char *const wholes[] = { "0", "1", "2", "-2", "5", "8" };
  g_autofree char *day = dup_day (self->rand);

  switch (kind)
    {
    case FF_KIND_TEXT:
      return ff_json_new_string (texts[pick (self->rand, G_N_ELEMENTS (texts))]);
    case FF_KIND_INTEGER:
      return ff_json_new_string (wholes[pick (self->rand, G_N_ELEMENTS (wholes))]);
    case FF_KIND_FLAG:
      return ff_json_new_string (chance (self->rand, 50) ? "1" : "0");
    case FF_KIND_DATE:
      return ff_json_new_string (day);
    default:
      return NULL;
    }
}

static FfJson *
random_rank (Maker *self,
             Flow  *in)
{
  FfKind kind;
  FfJson *item = new_object_with ("by", random_operand (self, in->entity, in->carried, 2, &kind));
  g_autoptr (FfJson) first = random_value (self, kind);

  ff_json_set_boolean (item, "descending", chance (self->rand, 50));
  if (first != NULL && chance (self->rand, 20))
    {
      FfJson *values = ff_json_new_array ();

      ff_json_take_element (values, g_steal_pointer (&first));
      for (guint n = pick (self->rand, 3); n > 0; n--)
        ff_json_take_element (values, random_value (self, kind));
      ff_json_take_member (item, "values", values);
    }
  else if (chance (self->rand, 15))
    ff_json_set_boolean (item, "filled", TRUE);

  return item;
}

static FfJson *
random_order (Maker *self,
              Flow  *in)
{
  FfJson *by = ff_json_new_array ();
  FfJson *order;

  for (guint n = pick (self->rand, 3); n > 0; n--)
    ff_json_take_element (by, random_rank (self, in));

  if (chance (self->rand, 50))
    return by;

  order = ff_json_new_object ();
  ff_json_set_integer (order, "seed", pick (self->rand, 3));
  if (chance (self->rand, 40))
    ff_json_take_member (order, "by", by);
  else
    ff_json_unref (by);

  return order;
}

static FfJson *
random_quota (Maker    *self,
              gboolean  may_be_left,
              guint     parts)
{
  FfJson *share = ff_json_new_array ();
  guint denominator = 2 + pick (self->rand, 8);

  if (chance (self->rand, 40))
    {
      ff_json_unref (share);
      return new_object_with ("count", ff_json_new_integer (pick (self->rand, 15)));
    }

  ff_json_take_element (share, ff_json_new_integer (pick (self->rand, denominator + 1)));
  ff_json_take_element (share, ff_json_new_integer (denominator * parts));

  return new_object_with (may_be_left && chance (self->rand, 40) ? "share-left" : "share", share);
}

static FfJson *
random_operands (Maker  *self,
                 Flow   *in,
                 guint   n,
                 FfKind *out_kinds)   /* (nullable): as many */
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < n; i++)
    {
      FfKind kind;

      ff_json_take_element (list, random_operand (self, in->entity, in->carried, 2, &kind));
      if (out_kinds != NULL)
        out_kinds[i] = kind;
    }

  return list;
}

static gboolean
has_value (FfJson *list,
           FfJson *value)
{
  g_autofree char *text = ff_json_print (value);

  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      g_autofree char *other = ff_json_print (ff_json_get_member (ff_json_get_element (list, i), "values"));

      if (g_str_equal (text, other))
        return TRUE;
    }

  return FALSE;
}

/* Numbers of their own for some groups, each once; NULL where a group's values cannot be listed. */
static FfJson *
random_cells (Maker        *self,
              const FfKind *kinds,
              guint         n_groups)
{
  g_autoptr (FfJson) cells = ff_json_new_array ();

  for (guint n = 1 + pick (self->rand, 3); n > 0; n--)
    {
      FfJson *cell = ff_json_new_object ();
      FfJson *values = ff_json_new_array ();
      gboolean good = TRUE;

      for (guint g = 0; g < n_groups; g++)
        {
          FfJson *value = random_value (self, kinds[g]);

          good = good && value != NULL;
          if (value != NULL)
            ff_json_take_element (values, value);
        }
      good = good && !has_value (cells, values);
      ff_json_take_member (cell, "values", values);
      ff_json_set_integer (cell, "count", pick (self->rand, 4));
      if (good)
        ff_json_take_element (cells, cell);
      else
        ff_json_unref (cell);
    }

  return ff_json_get_length (cells) > 0 ? g_steal_pointer (&cells) : NULL;
}

static void
fill_take (Maker  *self,
           Flow   *in,
           FfJson *step)
{
  guint n = pick (self->rand, 3);
  FfKind kinds[2];
  FfJson *cells;

  ff_json_set_string (step, "op", "take");
  ff_json_take_member (step, "quota", random_quota (self, FALSE, 1));
  ff_json_take_member (step, "order", random_order (self, in));
  if (n == 0)
    return;

  ff_json_take_member (step, "groups", random_operands (self, in, n, kinds));
  cells = chance (self->rand, 50) ? random_cells (self, kinds, n) : NULL;
  if (cells != NULL)
    ff_json_take_member (step, "cells", cells);
}

/* Subsets that draw: rules, quotas and groups, often alike. */
static void
fill_subset (Maker    *self,
             Flow     *in,
             guint     n,
             FfJson   *groups,
             gboolean  cuts,
             FfJson   *subset)
{
  if (!cuts || chance (self->rand, 15))
    return;

  ff_json_take_member (subset, "quota", random_quota (self, TRUE, n));
  if (groups == NULL || chance (self->rand, 20))
    return;

  ff_json_take_member (subset, "groups", chance (self->rand, 70) ? ff_json_ref (groups) : random_operands (self, in, 1, NULL));
}

static FfJson *
random_subsets (Maker *self,
                Flow  *in,
                guint  n)
{
  FfJson *list = ff_json_new_array ();
  gboolean cuts = chance (self->rand, 60);
  gboolean rules = chance (self->rand, 60);
  g_autoptr (FfJson) order = random_order (self, in);
  g_autoptr (FfJson) groups = chance (self->rand, 40) ? random_operands (self, in, 1 + pick (self->rand, 2), NULL) : NULL;

  for (guint s = 0; s < n; s++)
    {
      FfJson *subset = ff_json_new_object ();

      if (rules && chance (self->rand, 80))
        ff_json_take_member (subset, "rule", random_rule (self, in->entity, in->carried, 1));
      fill_subset (self, in, n, groups, cuts, subset);
      ff_json_take_member (subset, "order", chance (self->rand, 60) ? ff_json_ref (order) : random_order (self, in));
      ff_json_take_element (list, subset);
    }

  return list;
}

/* Shares of a hash. */
static FfJson *
random_arms (Maker *self,
             guint  n)
{
  FfJson *list = ff_json_new_array ();
  guint seed = pick (self->rand, 3);

  for (guint s = 0; s < n; s++)
    {
      FfJson *subset = ff_json_new_object ();
      FfJson *order = ff_json_new_object ();
      FfJson *share = ff_json_new_array ();
      guint denominator = 2 + pick (self->rand, 8);

      ff_json_take_element (share, ff_json_new_integer (pick (self->rand, denominator + 1)));
      ff_json_take_element (share, ff_json_new_integer (denominator * n));
      ff_json_set_integer (order, "seed", seed);
      ff_json_take_member (subset, "quota", new_object_with ("share", share));
      ff_json_take_member (subset, "order", order);
      ff_json_take_element (list, subset);
    }

  return list;
}

static void
add_flow (Maker          *self,
          const FfEntity *entity,
          GArray         *carried,
          guint           output)
{
  Flow flow = { entity, g_array_new (FALSE, FALSE, sizeof (FfRandomColumn)), ff_json_get_length (self->plan) - 1, output };

  for (guint c = 0; carried != NULL && c < carried->len; c++)
    {
      FfRandomColumn column = { g_strdup (g_array_index (carried, FfRandomColumn, c).name), g_array_index (carried, FfRandomColumn, c).kind };

      g_array_append_val (flow.carried, column);
    }
  g_array_append_val (self->flows, flow);
}

static gboolean
is_carried (GArray     *carried,
            const char *name)
{
  for (guint c = 0; c < carried->len; c++)
    if (g_str_equal (g_array_index (carried, FfRandomColumn, c).name, name))
      return TRUE;

  return FALSE;
}

/* Sometimes the last flow, the dropped rows', says why they were. */
static void
add_reasons (Maker  *self,
             FfJson *step)
{
  Flow *dropped = &g_array_index (self->flows, Flow, self->flows->len - 1);
  FfRandomColumn column = { g_strdup ("reason"), FF_KIND_TEXT };
  FfJson *reasons;

  if (chance (self->rand, 50))
    {
      g_free (column.name);
      return;
    }

  reasons = ff_json_new_array ();
  for (guint n = 1 + pick (self->rand, 3); n > 0; n--)
    {
      g_autofree char *words = g_strdup_printf ("Why %u", n);

      ff_json_take_element (reasons, ff_json_new_string (words));
    }
  ff_json_take_member (step, "reasons", reasons);

  for (guint n = 2; is_carried (dropped->carried, column.name); n++)
    {
      g_free (column.name);
      column.name = g_strdup_printf ("reason_%u", n);
    }
  g_array_append_val (dropped->carried, column);
}

static void
add_inputs (FfJson *step,
            Flow  **inputs,
            guint   n)
{
  FfJson *in = ff_json_new_array ();

  for (guint i = 0; i < n; i++)
    {
      FfJson *flow = ff_json_new_array ();

      ff_json_take_element (flow, ff_json_new_integer (inputs[i]->step));
      ff_json_take_element (flow, ff_json_new_integer (inputs[i]->output));
      ff_json_take_element (in, flow);
    }
  ff_json_take_member (step, "in", in);
}

static void
add_select (Maker *self)
{
  static const char *const entities[] = { "person", "person", "person", "purchase", "line", "city", "region" };
  FfJson *step = ff_json_new_object ();
  const FfEntity *entity = ff_random_find_entity (self->schema, entities[pick (self->rand, G_N_ELEMENTS (entities))]);
  gboolean members = self->audience != NULL && g_str_has_prefix (entity->name, "person") && chance (self->rand, 15);

  ff_json_set_string (step, "op", members ? "members" : "select");
  ff_json_set_string (step, "entity", entity->name);
  if (members)
    ff_json_set_string (step, "audience", self->audience);
  else if (chance (self->rand, 80))
    ff_json_take_member (step, "rule", random_rule (self, entity, NULL, 0));
  ff_json_take_element (self->plan, step);
  add_flow (self, entity, NULL, 0);
}

/* What is compared of each input: an attribute of one kind. */
static FfJson *
random_compared (Maker  *self,
                 Flow  **inputs,
                 guint   n)
{
  static const FfKind kinds[] = { FF_KIND_TEXT, FF_KIND_TEXT, FF_KIND_INTEGER, FF_KIND_DATE };
  g_autoptr (FfJson) keys = ff_json_new_array ();
  guint n_keys = 1 + pick (self->rand, 2);

  for (guint i = 0; i < n; i++)
    ff_json_take_element (keys, ff_json_new_array ());

  for (guint k = 0; k < n_keys; k++)
    {
      FfKind kind = kinds[pick (self->rand, G_N_ELEMENTS (kinds))];

      for (guint i = 0; i < n; i++)
        {
          FfJson *operand = random_attribute (self, inputs[i]->entity, 1u << kind, &kind);

          if (operand == NULL)
            return NULL;
          ff_json_take_element (ff_json_get_element (keys, i), operand);
        }
    }

  return g_steal_pointer (&keys);
}

static void
add_flow_of_all (Maker  *self,
                 Flow  **inputs,
                 guint   n,
                 gboolean all,
                 guint   output)
{
  GArray *carried;

  add_flow (self, inputs[0]->entity, inputs[0]->carried, output);
  carried = g_array_index (self->flows, Flow, self->flows->len - 1).carried;
  for (guint i = 1; i < n && all; i++)
    for (guint c = 0; c < inputs[i]->carried->len; c++)
      {
        FfRandomColumn *column = &g_array_index (inputs[i]->carried, FfRandomColumn, c);
        FfRandomColumn copy = { g_strdup (column->name), column->kind };

        if (is_carried (carried, column->name))
          g_free (copy.name);
        else
          g_array_append_val (carried, copy);
      }
}

static void
add_combine (Maker *self,
             Flow  *in,
             FfJson *step)
{
  static const char *const hows[] = { "union", "union", "intersection", "exclusion", "difference" };
  const char *how = hows[pick (self->rand, G_N_ELEMENTS (hows))];
  gboolean is_union = g_str_equal (how, "union");
  gboolean compares = chance (self->rand, 40);
  gboolean mixes = compares && !is_union && !g_str_equal (how, "difference");
  Flow others[2];
  Flow *inputs[3] = { in, NULL, NULL };
  guint n = 1;
  guint wished = g_str_equal (how, "difference") ? 2 : 2 + pick (self->rand, 2);
  gboolean all = is_union && chance (self->rand, 40);
  g_autoptr (FfJson) keys = NULL;

  for (guint tries = 0; tries < 8 && n < wished; tries++)
    {
      others[n - 1] = g_array_index (self->flows, Flow, pick (self->rand, self->flows->len));
      if (others[n - 1].entity == in->entity || mixes)
        {
          inputs[n] = &others[n - 1];
          n++;
        }
    }

  keys = compares ? random_compared (self, inputs, n) : NULL;
  for (guint i = 1; i < n && keys == NULL; i++)
    if (inputs[i]->entity != in->entity)
      n = 1;
  if (g_str_equal (how, "difference") && n != 2)
    how = "intersection";

  ff_json_set_string (step, "op", "combine");
  ff_json_set_string (step, "how", how);
  if (keys != NULL && n > 1)
    ff_json_take_member (step, "keys", g_steal_pointer (&keys));
  if (all)
    ff_json_set_string (step, "policy", "all");
  if (is_union && chance (self->rand, 30))
    ff_json_set_integer (step, "limit", pick (self->rand, 30));
  add_inputs (step, inputs, n);
  ff_json_take_element (self->plan, step);
  add_flow_of_all (self, inputs, n, all, 0);
  add_flow_of_all (self, inputs, n, all, 1);
  add_reasons (self, step);
}

/* What rows that become one give it; the flow of @in, and what they become carries. */
static FfJson *
random_merges (Maker  *self,
               Flow   *in,
               GArray *carried)
{
  static const struct { const char *how; guint kinds; } hows[] = {
    { "first", ANY_KIND }, { "filled", ANY_KIND }, { "min", ORDERED }, { "max", ORDERED }, { "sum", NUMBERS }, { "average", NUMBERS },
    { "count", ANY_KIND }, { "join", 1u << FF_KIND_TEXT },
  };
  FfJson *merges = ff_json_new_array ();

  for (guint n = 1 + pick (self->rand, 4); n > 0; n--)
    {
      guint how = pick (self->rand, G_N_ELEMENTS (hows));
      guint place = in->carried->len > 0 && chance (self->rand, 40) ? pick (self->rand, in->carried->len) : G_MAXUINT;
      FfJson *merge = ff_json_new_object ();
      FfKind kind = FF_KIND_TEXT;
      FfJson *of = NULL;
      const char *name = place != G_MAXUINT ? g_array_index (in->carried, FfRandomColumn, place).name : NULL;
      gboolean is_said = FALSE;

      for (guint m = 0; name != NULL && m < ff_json_get_length (merges); m++)
        is_said = is_said || g_strcmp0 (ff_json_get_member_string (ff_json_get_element (merges, m), "replaces", NULL), name) == 0;

      if (name != NULL && !is_said && (hows[how].kinds & (1u << g_array_index (in->carried, FfRandomColumn, place).kind)) != 0)
        {
          kind = g_array_index (in->carried, FfRandomColumn, place).kind;
          of = new_object_with ("column", ff_json_new_string (name));
          ff_json_set_string (merge, "replaces", name);
        }
      else
        {
          of = random_attribute (self, in->entity, hows[how].kinds, &kind);
          place = G_MAXUINT;
        }

      if (of == NULL)
        {
          ff_json_unref (merge);
          continue;
        }

      if (g_str_equal (hows[how].how, "count"))
        kind = FF_KIND_INTEGER;
      else if (g_str_equal (hows[how].how, "average"))
        kind = FF_KIND_REAL;

      ff_json_set_string (merge, "how", hows[how].how);
      ff_json_take_member (merge, "of", of);
      if (place == G_MAXUINT)
        {
          g_autofree char *fresh = g_strdup_printf ("c%u", ++self->n_columns);
          FfRandomColumn column = { g_strdup (fresh), kind };

          ff_json_set_string (merge, "name", fresh);
          g_array_append_val (carried, column);
        }
      else
        g_array_index (carried, FfRandomColumn, place).kind = kind;
      ff_json_take_element (merges, merge);
    }

  return merges;
}

static FfJson *
random_flags (Maker *self,
              guint  n)
{
  FfJson *flags = ff_json_new_array ();

  for (guint i = 0; i < n; i++)
    ff_json_take_element (flags, ff_json_new_boolean (chance (self->rand, 50)));

  return flags;
}

static void
add_dedupe (Maker  *self,
            Flow   *in,
            FfJson *step)
{
  guint n_keys = 1 + pick (self->rand, 2);
  guint keep = pick (self->rand, 4);
  GArray *carried;

  ff_json_set_string (step, "op", "dedupe");
  ff_json_take_member (step, "keys", random_operands (self, in, n_keys, NULL));
  ff_json_take_member (step, "ignore-case", random_flags (self, n_keys));
  ff_json_take_member (step, "trim", random_flags (self, n_keys));
  ff_json_set_boolean (step, "empty-equal", chance (self->rand, 30));
  ff_json_set_integer (step, "keep", keep == 3 ? 1 : keep);
  ff_json_take_member (step, "order", random_order (self, in));
  ff_json_take_element (self->plan, step);

  add_flow (self, in->entity, in->carried, 0);
  carried = g_array_index (self->flows, Flow, self->flows->len - 1).carried;
  if (keep == 0)
    {
      FfRandomColumn column = { g_strdup ("group"), FF_KIND_INTEGER };

      for (guint n = 2; is_carried (carried, column.name); n++)
        {
          g_free (column.name);
          column.name = g_strdup_printf ("group_%u", n);
        }
      g_array_append_val (carried, column);
    }
  else if (keep == 3)
    ff_json_take_member (step, "merge", random_merges (self, in, carried));

  add_flow (self, in->entity, in->carried, 1);
  add_reasons (self, step);
}

static void
add_split (Maker  *self,
           Flow   *in,
           FfJson *step)
{
  guint n = 1 + pick (self->rand, 3);
  gboolean hashed = chance (self->rand, 20);
  FfJson *subsets = hashed ? random_arms (self, n) : random_subsets (self, in, n);
  gboolean in_one = chance (self->rand, 30);
  g_autofree char *name = NULL;

  ff_json_set_string (step, "op", "split");
  if (hashed)
    ff_json_set_boolean (step, "hashed", TRUE);
  else
    ff_json_set_boolean (step, "overlapping", chance (self->rand, 30));

  if (in_one)
    {
      self->n_columns += 1;
      name = g_strdup_printf ("c%u", self->n_columns);
      ff_json_set_string (step, "column", name);
      for (guint s = 0; s < n; s++)
        ff_json_set_string (ff_json_get_element (subsets, s), "code", ((const char *[]) { "A", "o'k", "A", "ß" })[pick (self->rand, 4)]);
    }
  ff_json_take_member (step, "subsets", subsets);
  ff_json_take_element (self->plan, step);

  for (guint o = 0; o < (in_one ? 1 : n); o++)
    add_flow (self, in->entity, in->carried, o);
  if (in_one)
    {
      FfRandomColumn column = { g_strdup (name), FF_KIND_TEXT };

      g_array_append_val (g_array_index (self->flows, Flow, self->flows->len - 1).carried, column);
    }
  add_flow (self, in->entity, in->carried, in_one ? 1 : n);
  add_reasons (self, step);
}

/* An order of rows that are found: by their key where it is random, which needs the key. */
static FfJson *
random_plain_order (Maker *self,
                    Flow  *in)
{
  FfJson *by = ff_json_new_array ();

  for (guint n = pick (self->rand, 3); n > 0; n--)
    ff_json_take_element (by, random_rank (self, in));

  return by;
}

/* Values of the rows found, under fresh names. */
static FfJson *
random_found_columns (Maker  *self,
                      Flow   *found,
                      guint   n_first,
                      GArray *carried)
{
  FfJson *columns = ff_json_new_array ();
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (FfKind));
  guint n = 1 + pick (self->rand, 2);
  guint first = self->n_columns + 1;

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", ++self->n_columns);
      FfKind kind;
      FfJson *column = new_object_with ("operand", random_operand (self, found->entity, found->carried, 2, &kind));

      ff_json_set_string (column, "name", name);
      ff_json_take_element (columns, column);
      g_array_append_val (kinds, kind);
    }

  for (guint place = 1; place <= n_first; place++)
    for (guint c = 0; c < n; c++)
      {
        FfRandomColumn column = { n_first > 1 ? g_strdup_printf ("c%u %u", first + c, place) : g_strdup_printf ("c%u", first + c),
                                  g_array_index (kinds, FfKind, c) };

        g_array_append_val (carried, column);
      }

  return columns;
}

static gboolean
add_look_up (Maker  *self,
             Flow   *in,
             FfJson *step)
{
  const FfLink *link = chance (self->rand, 60) ? random_link (self, in->entity, -1) : NULL;
  const FfEntity *target = link != NULL ? ff_schema_find_entity (self->schema, link->target) : NULL;
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (FfRandomColumn));
  Flow other = g_array_index (self->flows, Flow, pick (self->rand, self->flows->len));
  Flow *inputs[] = { in, &other };
  Flow found = target != NULL ? (Flow) { target, nothing, 0, 0 } : other;
  g_autoptr (FfJson) keys = link == NULL ? random_compared (self, inputs, 2) : NULL;
  guint n_first = 1 + pick (self->rand, 3);
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (FfRandomColumn));
  FfJson *order, *columns;
  g_autoptr (FfJson) rule = NULL;

  if (link == NULL ? keys == NULL : target->key == NULL)
    return FALSE;

  if (link != NULL && chance (self->rand, 50))
    rule = random_rule (self, target, NULL, 1);
  order = random_plain_order (self, &found);
  columns = random_found_columns (self, &found, n_first, added);
  ff_json_set_string (step, "op", "look-up");
  add_inputs (step, inputs, link != NULL ? 1 : 2);
  ff_json_take_element (self->plan, step);
  add_flow (self, in->entity, in->carried, 0);
  g_array_append_vals (g_array_index (self->flows, Flow, self->flows->len - 1).carried, added->data, added->len);
  ff_json_take_member (step, "columns", columns);
  ff_json_take_member (step, "order", order);
  ff_json_set_integer (step, "first", n_first);
  if (link != NULL)
    ff_json_set_string (step, "link", link->name);
  if (keys != NULL)
    ff_json_take_member (step, "keys", g_steal_pointer (&keys));
  if (rule != NULL)
    ff_json_take_member (step, "rule", g_steal_pointer (&rule));

  return TRUE;
}

static gboolean
add_match (Maker  *self,
           Flow   *in,
           FfJson *step)
{
  static const char *const entities[] = { "person", "person", "purchase", "line", "city", "region" };
  static const char *const policies[] = { "first", "all", "unmatched" };
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (FfRandomColumn));
  Flow found = { ff_random_find_entity (self->schema, entities[pick (self->rand, G_N_ELEMENTS (entities))]), nothing, 0, 0 };
  Flow *sides[] = { in, &found };
  FfJson *keys = random_compared (self, sides, 2);
  FfRandomColumn column = { g_strdup ("matches"), FF_KIND_INTEGER };
  GArray *carried;

  if (keys == NULL)
    {
      g_free (column.name);
      return FALSE;
    }

  ff_json_set_string (step, "op", "match");
  ff_json_set_string (step, "entity", found.entity->name);
  ff_json_take_member (step, "keys", keys);
  ff_json_take_member (step, "order", random_plain_order (self, &found));
  ff_json_set_string (step, "many", policies[pick (self->rand, G_N_ELEMENTS (policies))]);
  ff_json_take_element (self->plan, step);
  add_flow (self, found.entity, in->carried, 0);
  carried = g_array_index (self->flows, Flow, self->flows->len - 1).carried;
  for (guint n = 2; is_carried (carried, column.name); n++)
    {
      g_free (column.name);
      column.name = g_strdup_printf ("matches_%u", n);
    }
  g_array_append_val (carried, column);
  add_flow (self, in->entity, in->carried, 1);
  add_reasons (self, step);

  return TRUE;
}

static void
add_step (Maker *self)
{
  FfJson *step = ff_json_new_object ();
  Flow in = g_array_index (self->flows, Flow, pick (self->rand, self->flows->len));
  Flow *inputs[] = { &in };
  const FfEntity *entity = in.entity;
  GArray *carried = in.carried;
  guint n_outputs = 2;
  guint what = pick (self->rand, 10);
  const FfLink *link = what == 5 ? random_link (self, entity, -1) : NULL;

  if (what == 1)
    {
      add_combine (self, &in, step);
      return;
    }

  if (what == 8 && add_look_up (self, &in, step))
    return;

  add_inputs (step, inputs, 1);
  switch (what)
    {
    case 9:
      if (add_match (self, &in, step))
        return;
      ff_json_set_string (step, "op", "filter");
      ff_json_take_member (step, "rule", random_rule (self, entity, carried, 0));
      break;

    case 2:
      add_dedupe (self, &in, step);
      return;

    case 3:
      fill_take (self, &in, step);
      break;

    case 4:
      add_split (self, &in, step);
      return;

    case 6:
    case 7:
      n_outputs = 1;
      self->n_columns += 1;
      {
        g_autofree char *name = g_strdup_printf ("c%u", self->n_columns);
        FfRandomColumn column = { g_strdup (name), FF_KIND_TEXT };

        if (what == 6)
          {
            FfJson *columns = ff_json_new_array ();
            FfJson *item = new_object_with ("operand", random_operand (self, entity, carried, 1, &column.kind));

            ff_json_set_string (item, "name", name);
            ff_json_take_element (columns, item);
            ff_json_set_string (step, "op", "enrich");
            ff_json_take_member (step, "columns", columns);
          }
        else
          {
            ff_json_set_string (step, "op", "mark");
            ff_json_set_string (step, "name", name);
            ff_json_set_string (step, "value", texts[pick (self->rand, G_N_ELEMENTS (texts))]);
          }
        ff_json_take_element (self->plan, step);
        add_flow (self, entity, carried, 0);
        carried = g_array_index (self->flows, Flow, self->flows->len - 1).carried;
        g_array_append_val (carried, column);
      }
      return;

    case 5:
      if (link != NULL)
        {
          ff_json_set_string (step, "op", "relate");
          ff_json_set_string (step, "link", link->name);
          ff_json_take_element (self->plan, step);
          add_flow (self, ff_schema_find_entity (self->schema, link->target), carried, 0);
          if (link->cardinality == FF_LINK_ONE && chance (self->rand, 60))
            ff_json_take_member (step, "merge", random_merges (self, &in, g_array_index (self->flows, Flow, self->flows->len - 1).carried));
          add_flow (self, entity, carried, 1);
          add_reasons (self, step);
          return;
        }
      G_GNUC_FALLTHROUGH;

    case 0:
    default:
      ff_json_set_string (step, "op", "filter");
      ff_json_take_member (step, "rule", random_rule (self, entity, carried, 0));
      break;
    }

  ff_json_take_element (self->plan, step);
  for (guint o = 0; o < n_outputs; o++)
    add_flow (self, entity, carried, o);
  add_reasons (self, step);
}

static void
flow_clear (gpointer data)
{
  Flow *flow = data;

  for (guint c = 0; c < flow->carried->len; c++)
    g_free (g_array_index (flow->carried, FfRandomColumn, c).name);
  g_array_unref (flow->carried);
}

FfJson *
ff_random_plan (GRand      *rand,
                FfSchema   *schema,
                const char *audience)
{
  g_autoptr (GArray) flows = g_array_new (FALSE, FALSE, sizeof (Flow));
  Maker self = { rand, schema, audience, flows, ff_json_new_array (), 0 };

  g_array_set_clear_func (flows, flow_clear);
  for (guint n = 1 + pick (rand, 3); n > 0; n--)
    add_select (&self);
  for (guint n = 2 + pick (rand, 7); n > 0; n--)
    add_step (&self);

  return self.plan;
}
