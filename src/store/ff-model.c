/* The data model that a store of ours carries in its table fanfare_model (the
 * format stands in ff-sample-schema.c), and, for those that carry none, roles
 * guessed from names. Called by the backends' schema files before anyone else
 * sees the entities. */

#include "store/ff-introspection.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "query/ff-personal.h"

#define MODEL_VERSION 1

struct _FfModel
{
  GPtrArray *entities;
  FfSchema  *schema;
  FfEntity  *consents;          /* nullable */
  char      *profile_column;    /* of the consents, as the rest */
  char      *channel_column;
  char      *topic_column;
  char      *given_column;
  char      *changed_at_column;
  gboolean   opt_out;
  GHashTable *described;        /* set of FfEntity, lent: the model says something of them */
  GHashTable *dimensions;       /* set of FfEntity, lent: and that they are offered as one */
  FfHistoryMapping history;     /* its strings are interned; without an entity: none */
};

static FfEntity *
find_entity (GPtrArray  *entities,
             const char *name)
{
  for (guint e = 0; e < entities->len; e++)
    {
      FfEntity *entity = g_ptr_array_index (entities, e);

      if (g_str_equal (entity->name, name))
        return entity;
    }

  return NULL;
}

static void
set_kind (FfColumn   *column,
          const char *kind)
{
  FfType *type = &column->type;

  if (g_str_equal (kind, "integer"))
    type->kind = FF_KIND_INTEGER;
  else if (g_str_equal (kind, "real"))
    type->kind = FF_KIND_REAL;
  else if (g_str_equal (kind, "text"))
    type->kind = FF_KIND_TEXT;
  else if (g_str_equal (kind, "flag"))
    type->kind = FF_KIND_FLAG;
  else if (g_str_equal (kind, "date"))
    type->kind = FF_KIND_DATE;
  else if (g_str_equal (kind, "instant_us"))
    *type = (FfType) { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_USEC, .loose = type->loose };
  else if (g_str_has_prefix (kind, "decimal("))
    *type = (FfType) { .kind = FF_KIND_DECIMAL, .scale = (guint) CLAMP (atoi (kind + strlen ("decimal(")), 0, 18),
                       .scaled_storage = TRUE, .loose = type->loose };
  else
    g_debug ("The data model names the kind “%s” of “%s”, which is unknown", kind, column->name);
}

static void
append (char       ***list,
        const char   *value)
{
  guint n = *list != NULL ? g_strv_length (*list) : 0;

  *list = g_renew (char *, *list, n + 2);
  (*list)[n] = g_strdup (value);
  (*list)[n + 1] = NULL;
}

static void
set_text (char       **place,
          const char  *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

/* The link that this column makes, seen from its own table or from the other. */
static FfLink *
find_own_link (FfEntity   *entity,
               const char *column)
{
  for (guint l = 0; l < entity->links->len; l++)
    {
      FfLink *link = g_ptr_array_index (entity->links, l);

      if (g_str_equal (link->columns[0], column) && link->columns[1] == NULL && link->cardinality == FF_LINK_ONE)
        return link;
    }

  return NULL;
}

static FfLink *
find_link_back (FfModel      *self,
                FfEntity   *entity,
                const char *column)
{
  FfLink *own = find_own_link (entity, column);
  FfEntity *target = own != NULL ? find_entity (self->entities, own->target) : NULL;

  for (guint l = 0; target != NULL && l < target->links->len; l++)
    {
      FfLink *link = g_ptr_array_index (target->links, l);

      if (link != own && g_str_equal (link->target, entity->name) && g_str_equal (link->target_columns[0], column) &&
          link->target_columns[1] == NULL)
        return link;
    }

  return NULL;
}

static void
read_table_row (FfModel      *self,
                FfEntity   *entity,
                const char *role,
                const char *value)
{
  if (g_str_equal (role, "label"))
    set_text (&entity->label, value);
  else if (g_str_equal (role, "label-plural"))
    set_text (&entity->label_plural, value);
  else if (g_str_equal (role, "role") && g_str_equal (value, "profile"))
    ff_schema_set_role (self->schema, "profile", entity->name);
  else if (g_str_equal (role, "role") && g_str_equal (value, "consent"))
    self->consents = entity;
  else if (g_str_equal (role, "dimension") && g_str_equal (value, "1"))
    g_hash_table_add (self->dimensions, entity);
  else if (g_str_equal (role, "role") && g_str_equal (value, "message"))
    self->history.entity = g_intern_string (entity->name);
  else if (g_str_equal (role, "default"))
    self->opt_out = g_str_equal (value, "opt-out");
}

static void
read_message_role (FfModel        *self,
                   const FfColumn *column,
                   const char     *value)
{
  const char **place = ff_history_find_column (&self->history, value);

  if (place != NULL)
    *place = g_intern_string (column->name);
}

static void
read_column_role (FfModel          *self,
                  FfEntity       *entity,
                  const FfColumn *column,
                  const char     *value)
{
  if (g_str_equal (value, "language") || g_str_equal (value, "time-zone") ||
      g_str_equal (value, "first-name") || g_str_equal (value, "last-name"))
    ff_schema_set_role (self->schema, value, column->name);

  if (g_strcmp0 (entity->name, self->history.entity) == 0)
    read_message_role (self, column, value);
  if (entity != self->consents)
    return;

  if (g_str_equal (value, "profile"))
    set_text (&self->profile_column, column->name);
  else if (g_str_equal (value, "channel"))
    set_text (&self->channel_column, column->name);
  else if (g_str_equal (value, "topic"))
    set_text (&self->topic_column, column->name);
  else if (g_str_equal (value, "given"))
    set_text (&self->given_column, column->name);
  else if (g_str_equal (value, "changed-at"))
    set_text (&self->changed_at_column, column->name);
}

static void
read_column_row (FfModel      *self,
                 FfEntity   *entity,
                 FfColumn   *column,
                 const char *role,
                 const char *value)
{
  FfLink *link;

  if (g_str_equal (role, "kind"))
    {
      set_kind (column, value);
    }
  else if (g_str_equal (role, "label"))
    {
      set_text (&column->label, value);
    }
  else if (g_str_equal (role, "choice"))
    {
      append (&column->choices, value);
    }
  else if (g_str_equal (role, "display"))
    {
      append (&entity->display, column->name);
    }
  else if (g_str_equal (role, "personal"))
    {
      set_text (&column->personal, ff_personal_class_find (value) != NULL ? value : NULL);
    }
  else if (g_str_equal (role, "address"))
    {
      g_autofree char *name = g_strconcat ("address:", value, NULL);

      ff_schema_set_role (self->schema, name, column->name);
    }
  else if (g_str_equal (role, "role"))
    {
      read_column_role (self, entity, column, value);
    }
  else if (g_str_equal (role, "link") || g_str_equal (role, "link-back"))
    {
      link = g_str_equal (role, "link") ? find_own_link (entity, column->name) : find_link_back (self, entity, column->name);
      if (link != NULL)
        set_text (&link->label, value);
    }
}

static void
read_row (FfModel      *self,
          const char *table,
          const char *name,
          const char *role,
          const char *value)
{
  FfEntity *entity = find_entity (self->entities, table);

  if (entity == NULL)
    return;

  g_hash_table_add (self->described, entity);
  if (*name == '\0')
    {
      read_table_row (self, entity, role, value);
      return;
    }

  for (guint c = 0; c < entity->columns->len; c++)
    {
      FfColumn *column = g_ptr_array_index (entity->columns, c);

      if (g_str_equal (column->name, name))
        read_column_row (self, entity, column, role, value);
    }
}

static gboolean
check_version (const char  *value,
               GError     **error)
{
  if (atoi (value) <= MODEL_VERSION)
    return TRUE;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
               _("The file's data model has version %s, and this program reads up to version %d. Use a newer Fanfare."),
               value, MODEL_VERSION);

  return FALSE;
}

static void
set_consent (FfModel *self)
{
  FfConsentMapping mapping = {
    .profile = self->profile_column,
    .channel = self->channel_column,
    .topic = self->topic_column,
    .given = self->given_column,
    .changed_at = self->changed_at_column,
    .opt_out = self->opt_out,
  };

  if (self->consents == NULL || mapping.profile == NULL || mapping.channel == NULL || mapping.given == NULL ||
      mapping.changed_at == NULL)
    return;

  mapping.entity = self->consents->name;
  ff_schema_set_consent (self->schema, &mapping);
}

FfModel *
ff_model_new (GPtrArray *entities,
              FfSchema  *schema)
{
  FfModel *self = g_new0 (FfModel, 1);

  self->entities = entities;
  self->schema = schema;
  self->described = g_hash_table_new (NULL, NULL);
  self->dimensions = g_hash_table_new (NULL, NULL);

  return self;
}

void
ff_model_free (FfModel *self)
{
  g_free (self->profile_column);
  g_free (self->channel_column);
  g_free (self->topic_column);
  g_free (self->given_column);
  g_free (self->changed_at_column);
  g_hash_table_unref (self->described);
  g_hash_table_unref (self->dimensions);
  g_free (self);
}

gboolean
ff_model_add_row (FfModel     *self,
                  const char  *entity,
                  const char  *name,
                  const char  *role,
                  const char  *value,
                  GError     **error)
{
  if (*entity == '\0' && g_str_equal (role, "version"))
    return check_version (value, error);

  read_row (self, entity, name, role, value);

  return TRUE;
}

void
ff_model_finish (FfModel *self)
{
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, self->described);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    ((FfEntity *) entity)->is_offered &= g_hash_table_contains (self->dimensions, entity);

  set_consent (self);
  if (self->history.entity != NULL)
    ff_schema_set_history (self->schema, &self->history);
}

static void
guess_role (FfSchema          *schema,
            const FfEntity    *entity,
            const char        *role,
            const char *const *names)
{
  for (guint n = 0; names[n] != NULL; n++)
    for (guint c = 0; c < entity->columns->len; c++)
      {
        const FfColumn *column = g_ptr_array_index (entity->columns, c);

        if (g_ascii_strcasecmp (column->name, names[n]) != 0 || column->type.kind != FF_KIND_TEXT)
          continue;

        ff_schema_set_role (schema, role, column->name);
        return;
      }
}

/**
 * ff_model_guess_roles:
 *
 * Without a data model a table of people and its addresses are told by their
 * names, until a person says otherwise. Consent is never guessed.
 */
void
ff_model_guess_roles (GPtrArray *entities,
                      FfSchema  *schema)
{
  static const char *const people[] = { "profile", "customer", "person", "people", "contact", "member", "subscriber", "user" };
  static const char *const emails[] = { "email", "e_mail", "email_address", "emailaddress", "mail", NULL };
  static const char *const phones[] = { "mobile", "mobile_phone", "phone", "phone_number", "phonenumber", "telephone", NULL };
  static const char *const languages[] = { "language", "locale", NULL };
  static const char *const zones[] = { "time_zone", "timezone", NULL };

  for (guint p = 0; p < G_N_ELEMENTS (people); p++)
    for (guint e = 0; e < entities->len; e++)
      {
        const FfEntity *entity = g_ptr_array_index (entities, e);
        g_autofree char *lower = g_ascii_strdown (entity->name, -1);
        g_autofree char *name = ff_label_singular (lower);

        if (!g_str_equal (name, people[p]) || entity->key == NULL || entity->key[1] != NULL)
          continue;

        ff_schema_set_role (schema, "profile", entity->name);
        guess_role (schema, entity, "address:email", emails);
        guess_role (schema, entity, "address:sms", phones);
        guess_role (schema, entity, "language", languages);
        guess_role (schema, entity, "time-zone", zones);
        return;
      }
}
