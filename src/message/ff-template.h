#pragma once

#include "base/ff-json.h"
#include "message/ff-message-error.h"

G_BEGIN_DECLS

/* A Liquid template: compiled once, immutable, rendered many times and on any
 * thread. What a person's data holds never becomes template text or markup. */

/**
 * FfTemplateFormat:
 * @FF_TEMPLATE_TEXT: plain text; values stand as they are
 * @FF_TEMPLATE_HTML: each value is escaped for the place it stands in: text, attribute, URL, style
 * @FF_TEMPLATE_URL: the whole text is a URL
 * @FF_TEMPLATE_JSON: JSON; a value is a JSON value, or part of a string inside quotes
 */
typedef enum
{
  FF_TEMPLATE_TEXT,
  FF_TEMPLATE_HTML,
  FF_TEMPLATE_URL,
  FF_TEMPLATE_JSON,
} FfTemplateFormat;

typedef struct
{
  gint64 max_steps;   /* nodes, iterations and values looked at; this bounds time */
  guint  max_depth;   /* fragments inside fragments */
  gsize  max_output;  /* bytes */
  gsize  max_memory;  /* bytes of values made on the way */
} FfTemplateLimits;

/* A million steps, 32 deep, 1 MiB of output, 16 MiB of values. */
extern const FfTemplateLimits ff_template_default_limits;

typedef struct
{
  FfTemplateFormat  format;
  FfJson           *fragments;  /* nullable; name → text, for include and render */
} FfTemplateOptions;

typedef struct
{
  const FfTemplateLimits *limits;  /* nullable: the default ones */
  gint64                  now_at;  /* µs UTC, what “now” means; 0: the wall clock */
  GTimeZone              *zone;    /* nullable: UTC */
} FfRenderOptions;

typedef struct _FfTemplate FfTemplate;

FfTemplate *ff_template_compile                   (const char               *text,
                                                   const FfTemplateOptions  *options,  /* nullable: plain text */
                                                   GError                  **error);
FfTemplate *ff_template_ref                       (FfTemplate               *self);
void        ff_template_unref                     (FfTemplate               *self);

char       *ff_template_render                    (FfTemplate               *self,
                                                   FfJson                   *data,     /* nullable: nothing */
                                                   const FfRenderOptions    *options,  /* nullable */
                                                   GError                  **error);

/* What it reads, as dotted paths in order: "profile.first_name". */
char      **ff_template_dup_fields                (FfTemplate               *self);
/* Those of them that are printed somewhere without a default filter. */
char      **ff_template_dup_fields_without_default (FfTemplate              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfTemplate, ff_template_unref)

G_END_DECLS
