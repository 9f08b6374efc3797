#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One standing condition under the header: a sentence, and what can be done about it. */

typedef enum
{
  FF_BANNER_NOTE,
  FF_BANNER_WARNING,
  FF_BANNER_PROBLEM,
} FfBannerKind;

#define FF_TYPE_BANNER (ff_banner_get_type ())
G_DECLARE_FINAL_TYPE (FfBanner, ff_banner, FF, BANNER, GtkWidget)

GtkWidget  *ff_banner_new          (void);
void        ff_banner_show         (FfBanner     *self,
                                    FfBannerKind  kind,
                                    const char   *text,
                                    const char   *button,     /* nullable, with mnemonic */
                                    const char   *action);    /* of the button; nullable */
/* Under the text; negative: none. */
void        ff_banner_set_progress (FfBanner     *self,
                                    double        fraction);
void        ff_banner_hide         (FfBanner     *self);
/* NULL while nothing is shown. */
const char *ff_banner_get_text     (FfBanner     *self);

G_END_DECLS
