#pragma once

#include "message/ff-liquid-tree-private.h"
#include "message/ff-template.h"

G_BEGIN_DECLS

/* What kind of place the literal text before a value makes, so that each value
 * is escaped for where it stands. */

typedef struct
{
  guint8  where;        /* FfLiquidWhere of ff-liquid-markup.c */
  guint8  meaning;      /* of an attribute's value */
  guint8  element;      /* whose raw text we are in */
  guint8  url;          /* how far a URL has come */
  guint8  n_matched;    /* of a closing tag, of dashes, of “url(” */
  guint8  is_closing;   /* an end tag */
  guint8  gap;          /* FfLiquidGap of ff-liquid-markup.c */
  char    quote;
  guint8  n_name;
  char    name[16];     /* of the tag or attribute that is being read, in lower case */
} FfLiquidMarkup;

/* Why a value cannot stand somewhere; translated. NULL when it can. */
const char *ff_liquid_markup_place_value (FfTemplateFormat      format,
                                          FfLiquidMarkup       *self,
                                          FfLiquidSpot         *out_spot);
void        ff_liquid_markup_read        (FfTemplateFormat      format,
                                          FfLiquidMarkup       *self,
                                          const char           *text,
                                          gsize                 length);
/* What holds after either; FALSE when nothing can hold after both. */
gboolean    ff_liquid_markup_join        (FfLiquidMarkup       *self,
                                          const FfLiquidMarkup *other);
/* Between tags, or between values of JSON: where a fragment may stand. */
gboolean    ff_liquid_markup_is_outside  (FfTemplateFormat      format,
                                          const FfLiquidMarkup *self);

/* Gives every value of the program its spot. */
gboolean    ff_liquid_program_place      (FfLiquidProgram      *self,
                                          FfTemplateFormat      format,
                                          GError              **error);

G_END_DECLS
