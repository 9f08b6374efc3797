#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The alert before a run: what, how many, through which gateway, when. Its default is Cancel. */

typedef void (*FfConfirmed) (gpointer user_data);

typedef struct
{
  const char *question;      /* “Send 11,975 Emails?” */
  const char *deed;          /* “Send 11,975 Emails” */
  const char *campaign;
  const char *gateways;      /* in words, with LIVE or REHEARSAL */
  gint64      n;
  gboolean    is_live;
  gboolean    must_type;     /* the number, before the deed is offered */
  int         hold_seconds;
} FfConfirmation;

/* @confirmed is called once if the person agrees, never otherwise. */
GtkWidget *ff_confirm_ask      (GtkWidget            *parent,
                                const FfConfirmation *confirmation,
                                FfConfirmed           confirmed,
                                gpointer              user_data,
                                GDestroyNotify        destroy);
/* Whether @text is @n as people write it: “11975”, “11,975”, “11 975”. */
gboolean   ff_confirm_is_number (const char          *text,
                                 gint64               n);

G_END_DECLS
