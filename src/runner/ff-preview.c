/* The message of a channel activity as real people would get it. On the thread of the store. */

#include "runner/ff-preview.h"

#include "engine/ff-engine.h"
#include "runner/ff-channel-rows.h"
#include "send/ff-address.h"
#include "send/ff-freeze.h"

/* So many rows are looked at for people who can be written to. */
#define MAX_ROWS 1000

static void
preview_free (FfPreview *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->reason);
  g_clear_pointer (&self->message, ff_message_free);
  g_free (self);
}

/* What the template reads of the name; the columns that name a person are not among the fields otherwise. */
static char *
dup_name (FfChannel   *channel,
          const FfRow *row)
{
  FfSchema *schema = ff_plan_get_schema (channel->plan);
  const char *const roles[] = { "first-name", "last-name" };
  FfJson *profile = ff_json_get_member (row->data, "profile");
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const char *column = ff_schema_get_role (schema, roles[i]);
      const char *part = column != NULL ? ff_json_get_member_string (profile, column, NULL) : NULL;

      if (part != NULL && *part != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }

  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : g_strdup (row->address);
}

static FfPreview *
render (FfChannel   *channel,
        const FfRow *row,
        gint64       now_usec)
{
  FfPreview *preview = g_new0 (FfPreview, 1);
  g_auto (GStrv) fields = ff_content_dup_fields (channel->content);
  g_autoptr (FfJson) values = ff_freeze_values (row->data, (const char *const *) fields);
  g_autoptr (GError) error = NULL;

  preview->name = dup_name (channel, row);
  preview->address = g_strdup (row->address);
  preview->message = ff_content_render (channel->content, values, now_usec, &error);
  if (preview->message == NULL)
    preview->reason = g_strdup (error->message);

  return preview;
}

static gboolean
can_be_written_to (FfChannel   *channel,
                   const FfRow *row)
{
  return row->address != NULL && ff_address_is_valid (channel->channel, row->address) &&
         (channel->is_transactional || row->consent == FF_CONSENT_YES);
}

/**
 * ff_preview_read:
 * @channel: a channel activity, of a plan
 * @store: on the thread that opened it
 * @zone: that instants are written in
 * @now_usec: what templates call now
 * @limit: so many people
 * @cancellable: (nullable): stops it, in the database too
 * @error: of the store
 *
 * Returns: (nullable) (element-type FfPreview): empty when nobody can be written to
 */
GPtrArray *
ff_preview_read (FfChannel     *channel,
                 FfStore       *store,
                 GTimeZone     *zone,
                 gint64         now_usec,
                 guint          limit,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (FfCounts) counts = ff_evaluate (store, channel->plan, NULL, NULL, cancellable, error);
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) preview_free);
  g_autoptr (FfRowSource) rows = NULL;
  g_autofree char *fingerprint = NULL;

  if (counts == NULL)
    return NULL;

  fingerprint = ff_evaluate_dup_fingerprint (store, channel->input, counts);
  rows = ff_channel_rows_new (store, channel, fingerprint, -1, zone, cancellable, error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < MAX_ROWS && previews->len < limit; i++)
    {
      FfRow row;
      gboolean found;

      if (!ff_row_source_next (rows, &row, &found, cancellable, error))
        return NULL;
      if (!found)
        break;
      if (can_be_written_to (channel, &row))
        g_ptr_array_add (previews, render (channel, &row, now_usec));
    }

  return g_steal_pointer (&previews);
}
