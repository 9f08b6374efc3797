/* The rows of a channel activity, streamed from the store in constant memory.
 * Made and used on the thread that opened the store. */

#include "runner/ff-channel-rows.h"

struct _FfChannelRows
{
  GObject        parent_instance;

  FfStore       *store;
  FfChannel     *channel;
  FfStoreReader *reader;
  GTimeZone     *zone;
  gint64         n_rows;
  gboolean       is_at_end;

  /* The row that was handed out last. */
  GArray        *cells;
  char          *row_key;
  GString       *profile_key;
  char          *address;
  FfJson        *data;
};

static void row_source_init (FfRowSourceInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FfChannelRows, ff_channel_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FF_TYPE_ROW_SOURCE, row_source_init))

/* A decimal as a number with its point, an instant with its offset: what a template prints and filters read. */
static FfJson *
value_to_json (const FfValue *value,
               const FfType  *type,
               GTimeZone     *zone)
{
  if (value->kind == FF_VALUE_NULL)
    return ff_json_new_null ();

  switch (type->kind)
    {
    case FF_KIND_FLAG:
      return ff_json_new_boolean (value->integer != 0);
    case FF_KIND_DECIMAL:
      {
        g_autofree char *text = ff_value_to_text (value, type, NULL);
        FfJson *number = ff_json_parse (text, -1, &ff_json_document_limits, NULL);

        return number != NULL ? number : ff_json_new_string (text);
      }
    case FF_KIND_INSTANT:
      {
        g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (value->integer / G_USEC_PER_SEC);
        g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
        g_autofree char *text = there != NULL ? g_date_time_format_iso8601 (there) : NULL;

        return text != NULL ? ff_json_new_string (text) : ff_json_new_null ();
      }
    default:
      break;
    }

  switch (value->kind)
    {
    case FF_VALUE_INTEGER:
      return ff_json_new_integer (value->integer);
    case FF_VALUE_REAL:
      return ff_json_new_real (value->real);
    default:
      return ff_json_new_string (value->text);
    }
}

/* "profile.store.name" as nested objects; a clash of a value and an object keeps the first. */
static FfJson *
with_field (FfJson *data,
            char  **parts,
            FfJson *value)
{
  FfJson *member = ff_json_get_member (data, parts[0]);
  g_autoptr (FfJson) inner = NULL;

  if (parts[1] == NULL)
    return member != NULL ? ff_json_ref (data) : ff_json_with_member (data, parts[0], value);

  if (member != NULL && !ff_json_is_object (member))
    return ff_json_ref (data);

  if (member == NULL)
    {
      g_autoptr (FfJson) empty = ff_json_new_object ();

      inner = with_field (empty, parts + 1, value);
    }
  else
    inner = with_field (member, parts + 1, value);

  return ff_json_with_member (data, parts[0], inner);
}

static void
add_field (FfChannelRows *self,
           const char    *field,
           const FfValue *value,
           const FfType  *type)
{
  g_auto (GStrv) parts = g_strsplit (field, ".", -1);
  g_autoptr (FfJson) json = value_to_json (value, type, self->zone);
  FfJson *with = with_field (self->data, parts, json);

  ff_json_unref (self->data);
  self->data = with;
}

/* A value into its row of a list. Rows without any value are not told at the end of it. */
static void
add_to_list (FfChannelRows         *self,
             const FfChannelColumn *column,
             const FfValue         *value)
{
  g_auto (GStrv) parts = g_strsplit (column->field, ".", 2);
  g_autoptr (FfJson) nothing = ff_json_new_object ();
  g_autoptr (FfJson) no_rows = ff_json_new_array ();
  g_autoptr (FfJson) json = value_to_json (value, ff_operand_get_type (column->operand), self->zone);
  FfJson *holder = ff_json_get_member (self->data, parts[0]);
  FfJson *rows = ff_json_get_member (holder, parts[1]);
  g_autoptr (FfJson) list = ff_json_ref (rows != NULL ? rows : no_rows);
  g_autoptr (FfJson) outer = NULL;
  FfJson *with;

  while (value->kind != FF_VALUE_NULL && ff_json_get_length (list) <= column->list_row)
    {
      with = ff_json_with_element (list, -1, nothing, TRUE);
      ff_json_unref (list);
      list = with;
    }

  if (value->kind != FF_VALUE_NULL)
    {
      g_autoptr (FfJson) row = ff_json_with_member (ff_json_get_element (list, column->list_row), column->list_member, json);

      with = ff_json_with_element (list, (gint) column->list_row, row, FALSE);
      ff_json_unref (list);
      list = with;
    }

  outer = ff_json_with_member (holder != NULL ? holder : nothing, parts[1], list);
  with = ff_json_with_member (self->data, parts[0], outer);
  ff_json_unref (self->data);
  self->data = with;
}

/* Canonical text of a key's part: integers in decimal, texts as they are. */
static void
add_key_part (GString       *key,
              const FfValue *value)
{
  if (key->len > 0)
    g_string_append_c (key, '\037');

  if (value->kind == FF_VALUE_INTEGER)
    g_string_append_printf (key, "%" G_GINT64_FORMAT, value->integer);
  else if (value->kind == FF_VALUE_TEXT)
    g_string_append (key, value->text);
}

static FfConsent
judge_consent (FfChannelRows *self,
               const FfValue *yes,
               const FfValue *no)
{
  gboolean has_yes = yes != NULL && yes->kind == FF_VALUE_INTEGER;
  gboolean has_no = no != NULL && no->kind == FF_VALUE_INTEGER;

  if (!has_yes && !has_no)
    return self->channel->opt_out ? FF_CONSENT_YES : FF_CONSENT_UNKNOWN;

  /* The latest change counts, and a tie is a no. */
  if (has_yes && (!has_no || yes->integer > no->integer))
    return FF_CONSENT_YES;

  return FF_CONSENT_NO;
}

static void
forget_row (FfChannelRows *self)
{
  g_clear_pointer (&self->row_key, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->data, ff_json_unref);
  g_string_truncate (self->profile_key, 0);
}

static gboolean
ff_channel_rows_next (FfRowSource   *source,
                      FfRow         *out_row,
                      gboolean      *out_found,
                      GCancellable  *cancellable,
                      GError       **error)
{
  FfChannelRows *self = FF_CHANNEL_ROWS (source);
  const FfValue *yes = NULL;
  const FfValue *no = NULL;

  forget_row (self);
  *out_found = FALSE;
  if (self->is_at_end)
    return TRUE;
  if (!ff_store_read_row (self->store, self->reader, &self->row_key, self->cells, out_found, error))
    return FALSE;
  self->is_at_end = !*out_found;
  if (self->is_at_end)
    return TRUE;

  self->data = ff_json_new_object ();
  for (guint i = 0; i < self->channel->columns->len; i++)
    {
      const FfChannelColumn *column = self->channel->columns->pdata[i];
      const FfValue *value = &g_array_index (self->cells, FfValue, i);

      switch (column->kind)
        {
        case FF_CHANNEL_COLUMN_KEY:
          add_key_part (self->profile_key, value);
          break;
        case FF_CHANNEL_COLUMN_ADDRESS:
          self->address = value->kind == FF_VALUE_TEXT ? g_strdup (value->text) : NULL;
          break;
        case FF_CHANNEL_COLUMN_CONSENT_YES:
          yes = value;
          break;
        case FF_CHANNEL_COLUMN_CONSENT_NO:
          no = value;
          break;
        case FF_CHANNEL_COLUMN_FIELD:
          add_field (self, column->field, value, ff_operand_get_type (column->operand));
          break;
        case FF_CHANNEL_COLUMN_LIST:
          add_to_list (self, column, value);
          break;
        }
    }

  *out_row = (FfRow) {
    .profile_key = self->profile_key->str,
    .secondary_key = self->channel->per_row ? self->row_key : NULL,
    .address = self->address,
    .consent = judge_consent (self, yes, no),
    .data = self->data,
  };
  return TRUE;
}

static gint64
ff_channel_rows_get_size (FfRowSource *source)
{
  return FF_CHANNEL_ROWS (source)->n_rows;
}

static void
row_source_init (FfRowSourceInterface *interface)
{
  interface->next = ff_channel_rows_next;
  interface->get_size = ff_channel_rows_get_size;
}

/**
 * ff_channel_rows_new:
 * @store: with the evaluation done, on the thread that opened it
 * @channel: whose rows
 * @fingerprint: of the step behind its input
 * @n_rows: its exact count, which preparation checks
 * @zone: that instants are written in
 * @cancellable: (nullable): stops the reading in the database
 * @error: an #FfStoreError
 *
 * Returns: (nullable): a source of its rows, in key order
 */
FfRowSource *
ff_channel_rows_new (FfStore       *store,
                     FfChannel     *channel,
                     const char    *fingerprint,
                     gint64         n_rows,
                     GTimeZone     *zone,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (FfChannelRows) self = g_object_new (FF_TYPE_CHANNEL_ROWS, NULL);

  self->store = g_object_ref (store);
  self->channel = ff_channel_ref (channel);
  self->zone = g_time_zone_ref (zone);
  self->n_rows = n_rows;
  self->reader = ff_store_open_reader (store, channel->input, fingerprint, channel->operands, cancellable, error);
  if (self->reader == NULL)
    return NULL;

  return FF_ROW_SOURCE (g_steal_pointer (&self));
}

static void
ff_channel_rows_finalize (GObject *object)
{
  FfChannelRows *self = FF_CHANNEL_ROWS (object);

  forget_row (self);
  if (self->reader != NULL)
    ff_store_close_reader (self->store, self->reader);
  g_clear_object (&self->store);
  g_clear_pointer (&self->channel, ff_channel_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_array_unref (self->cells);
  g_string_free (self->profile_key, TRUE);

  G_OBJECT_CLASS (ff_channel_rows_parent_class)->finalize (object);
}

static void
ff_channel_rows_class_init (FfChannelRowsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_channel_rows_finalize;
}

static void
ff_channel_rows_init (FfChannelRows *self)
{
  self->cells = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_array_set_clear_func (self->cells, (GDestroyNotify) ff_value_clear);
  self->profile_key = g_string_new (NULL);
}
