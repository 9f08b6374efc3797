/* What the rehearsal gateway was told to do wrong. A value, made from JSON and
 * asked by the gateway for each message. */

#include "send/ff-rehearsal-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-hash.h"
#include "send/ff-send-error.h"

struct _FfRehearsalScript
{
  guint    delay_ms;
  double   refuse_rate;
  guint64  seed;
  GArray  *faults;  /* of FfFault */
};

static const FfFault no_fault = { FF_FAULT_NONE };

static const char *const kind_ids[] = {
  [FF_FAULT_NONE]     = "none",
  [FF_FAULT_STATUS]   = "status",
  [FF_FAULT_RESET]    = "reset",
  [FF_FAULT_TRUNCATE] = "truncate",
  [FF_FAULT_GARBAGE]  = "garbage",
  [FF_FAULT_SILENCE]  = "silence",
  [FF_FAULT_DELAY]    = "delay",
};

static gboolean
refuse (GError     **error,
        const char  *what)
{
  /* Translators: %s is the name of a member of a JSON object. */
  g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS, _("The rehearsal script’s “%s” cannot be used."), what);
  return FALSE;
}

static void
clear_fault (gpointer data)
{
  g_free (((FfFault *) data)->retry_after);
}

static gboolean
read_fault (FfJson   *json,
            FfFault  *fault,
            GError  **error)
{
  const char *kind = ff_json_get_member_string (json, "kind", "");
  FfJson *retry_after = ff_json_get_member (json, "retry_after");

  for (guint i = 0; i < G_N_ELEMENTS (kind_ids); i++)
    if (strcmp (kind_ids[i], kind) == 0)
      fault->kind = i;
  if (fault->kind == FF_FAULT_NONE)
    return refuse (error, "kind");

  fault->from = ff_json_get_member_integer (json, "from", 1);
  fault->count = ff_json_get_member_integer (json, "count", 0);
  fault->every = ff_json_get_member_integer (json, "every", 1);
  if (fault->from < 1 || fault->count < 0 || fault->every < 1)
    return refuse (error, "from");

  fault->status = CLAMP (ff_json_get_member_integer (json, "status", 500), 0, 999);
  if (fault->status < 200 || fault->status > 599)
    return refuse (error, "status");

  fault->delay_ms = CLAMP (ff_json_get_member_integer (json, "delay_ms", 0), 0, 600000);
  fault->is_taken = ff_json_get_member_boolean (json, "taken", FALSE);
  if (ff_json_is_string (retry_after))
    fault->retry_after = g_strdup (ff_json_get_string (retry_after));
  else if (ff_json_is_number (retry_after))
    fault->retry_after = g_strdup (ff_json_get_number_text (retry_after));

  return TRUE;
}

FfRehearsalScript *
ff_rehearsal_script_new (FfJson  *json,
                         GError **error)
{
  g_autoptr (FfRehearsalScript) self = g_new0 (FfRehearsalScript, 1);
  FfJson *faults = ff_json_get_member (json, "faults");

  self->faults = g_array_new (FALSE, TRUE, sizeof (FfFault));
  g_array_set_clear_func (self->faults, clear_fault);

  if (json != NULL && !ff_json_is_object (json))
    {
      refuse (error, "");
      return NULL;
    }

  self->delay_ms = CLAMP (ff_json_get_member_integer (json, "delay_ms", 0), 0, 600000);
  self->refuse_rate = ff_json_get_member_real (json, "refuse_rate", 0);
  self->seed = ff_hash_seed (ff_json_get_member_string (json, "seed", ""));
  if (!(self->refuse_rate >= 0 && self->refuse_rate <= 1))
    {
      refuse (error, "refuse_rate");
      return NULL;
    }

  for (guint i = 0; i < ff_json_get_length (faults); i++)
    {
      g_array_set_size (self->faults, i + 1);
      if (!read_fault (ff_json_get_element (faults, i), &g_array_index (self->faults, FfFault, i), error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
ff_rehearsal_script_free (FfRehearsalScript *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->faults);
  g_free (self);
}

const FfFault *
ff_rehearsal_script_get_fault (FfRehearsalScript *self,
                               gint64             number)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      const FfFault *fault = &g_array_index (self->faults, FfFault, i);
      gint64 place = number - fault->from;

      if (place >= 0 && (fault->count == 0 || place < fault->count) && place % fault->every == 0)
        return fault;
    }

  return &no_fault;
}

/* By the key, so that a repeat meets the same verdict. */
gboolean
ff_rehearsal_script_refuses (FfRehearsalScript *self,
                             const char        *key)
{
  double place = (ff_hash_text (key, -1, self->seed) >> 11) * 0x1.0p-53;

  return place < self->refuse_rate;
}

guint
ff_rehearsal_script_get_delay (FfRehearsalScript *self)
{
  return self->delay_ms;
}
