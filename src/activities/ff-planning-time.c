/* Moments, times of day and zones that settings hold as text. Called by the
 * types; main thread. */

#include "activities/ff-planner.h"

#include <glib/gi18n-lib.h>

static const char *
get_text (FfPlanning *self,
          const char *pointer)
{
  const char *text = ff_json_get_string (ff_json_get_at (self->settings, pointer));

  return text != NULL ? text : "";
}

/* Whether @text has digits where @form has 0, and else the same characters. */
static gboolean
has_form (const char *text,
          const char *form)
{
  for (; *form != '\0'; form++, text++)
    if (*form == '0' ? !g_ascii_isdigit (*text) : *text != *form)
      return FALSE;

  return *text == '\0';
}

static guint
get_number (const char *text,
            guint       length)
{
  guint number = 0;

  for (guint i = 0; i < length; i++)
    number = number * 10 + (guint) (text[i] - '0');

  return number;
}

static gboolean
is_time (const char *text)
{
  return has_form (text, "00:00") && get_number (text, 2) < 24 && get_number (text + 3, 2) < 60;
}

void
ff_planning_check_time (FfPlanning *self,
                        const char *pointer)
{
  const char *text = get_text (self, pointer);

  if (*text != '\0' && !is_time (text))
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("“%s” is no time of day: write one, such as 09:00"), text);
}

void
ff_planning_check_moment (FfPlanning *self,
                          const char *pointer)
{
  const char *text = get_text (self, pointer);

  if (*text == '\0')
    return;

  if (!has_form (text, "0000-00-00 00:00") || !is_time (text + 11) ||
      !g_date_valid_dmy ((GDateDay) get_number (text + 8, 2), (GDateMonth) get_number (text + 5, 2), (GDateYear) get_number (text, 4)))
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("“%s” is no moment: write a day and a time, such as 2026-03-01 09:00"), text);
}

void
ff_planning_check_zone (FfPlanning *self,
                        const char *pointer)
{
  const char *text = get_text (self, pointer);
  g_autoptr (GTimeZone) zone = *text != '\0' ? g_time_zone_new_identifier (text) : NULL;

  if (*text != '\0' && zone == NULL)
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("There is no zone “%s”: write one, such as Europe/Brussels"), text);
}
