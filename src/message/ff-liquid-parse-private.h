#pragma once

#include "message/ff-liquid-tree-private.h"
#include "message/ff-message-error.h"

G_BEGIN_DECLS

/* From text to tree. A source is one text, the template's or a fragment's;
 * every position is a pointer into it. */

typedef struct
{
  FfLiquidProgram *program;
  const char      *fragment;     /* its name; NULL for the template itself */
  const char      *text;
  const char      *end;
  const char      *next;         /* what comes after the last token */
  gboolean         is_lines;     /* inside {% liquid %}: a line is a token */
  gboolean         trims;        /* the next text loses its leading white space */
  guint            depth;
  const char      *place_at;     /* where the place below was counted to */
  FfLiquidPlace    place;
  GPtrArray       *fragments;    /* of FfLiquidFragment: named by this program, in order */
  gboolean        *has_computed; /* some fragment's name is computed */
} FfLiquidSource;

/* Tags in tags, brackets in brackets. */
#define FF_LIQUID_MAX_DEPTH 100

FfLiquidPlace ff_liquid_source_get_place (FfLiquidSource  *self,
                                          const char      *at);
/* Sets a template error at @at. Always FALSE. */
gboolean      ff_liquid_source_fail      (FfLiquidSource  *self,
                                          const char      *at,
                                          GError         **error,
                                          const char      *format,
                                          ...) G_GNUC_PRINTF (4, 5);

/* ---- tokens of the template */

typedef enum
{
  FF_LIQUID_TOKEN_END,
  FF_LIQUID_TOKEN_TEXT,
  FF_LIQUID_TOKEN_OUTPUT,
  FF_LIQUID_TOKEN_TAG,
} FfLiquidTokenKind;

typedef struct
{
  FfLiquidTokenKind kind;
  const char       *start;   /* the whole token */
  const char       *end;
  gboolean          trims_before;
  gboolean          trims_after;
  gboolean          is_whole;      /* a tag or output with name and end */
  const char       *name;          /* of a tag */
  gsize             name_length;
  const char       *markup;        /* inside the braces, after a tag's name */
  const char       *markup_end;
} FfLiquidToken;

void     ff_liquid_source_read_token    (FfLiquidSource      *self,
                                         FfLiquidToken       *token);
gboolean ff_liquid_token_is             (const FfLiquidToken *token,
                                         const char          *name);
/* What raw, comment and doc look for: the last tag within the token, however it
 * begins. @out_before is where that tag starts. */
gboolean ff_liquid_token_ends_with_tag  (const FfLiquidToken *token,
                                         const char          *name,
                                         const char         **out_before);

/* ---- words of an expression */

typedef enum
{
  FF_LIQUID_WORD_END,
  FF_LIQUID_WORD_NAME,
  FF_LIQUID_WORD_NUMBER,
  FF_LIQUID_WORD_STRING,
  FF_LIQUID_WORD_COMPARISON,
  FF_LIQUID_WORD_DOTS,
  FF_LIQUID_WORD_SIGN,      /* one of | . : , [ ] ( ) ? - */
} FfLiquidWordKind;

typedef struct
{
  FfLiquidWordKind kind;
  const char      *start;
  const char      *end;
} FfLiquidWord;

/* Reads @markup word by word, one ahead. */
typedef struct
{
  FfLiquidSource *source;
  const char     *next;
  const char     *end;
  FfLiquidWord    word;     /* the current one */
  guint           depth;
} FfLiquidLexer;

gboolean ff_liquid_lexer_init     (FfLiquidLexer    *self,
                                   FfLiquidSource   *source,
                                   const char       *markup,
                                   const char       *end,
                                   GError          **error);
gboolean ff_liquid_lexer_advance  (FfLiquidLexer    *self,
                                   GError          **error);
gboolean ff_liquid_lexer_is_sign  (FfLiquidLexer    *self,
                                   char              sign);
gboolean ff_liquid_lexer_is_name  (FfLiquidLexer    *self,
                                   const char       *name);
/* Goes past the sign, or fails. */
gboolean ff_liquid_lexer_expect   (FfLiquidLexer    *self,
                                   char              sign,
                                   GError          **error);
gboolean ff_liquid_lexer_expect_end (FfLiquidLexer  *self,
                                     GError        **error);
/* Fails at the current word. Always FALSE. */
gboolean ff_liquid_lexer_fail     (FfLiquidLexer    *self,
                                   GError          **error);
/* The word after the current one is this sign. */
gboolean ff_liquid_lexer_peek_sign (FfLiquidLexer   *self,
                                    char             sign);

/* ---- expressions: NULL or FALSE with an error */

FfLiquidExpression *ff_liquid_parse_expression (FfLiquidLexer      *lexer,
                                                gboolean            in_condition,
                                                GError            **error);
/* The expression that is all of the text between. */
FfLiquidExpression *ff_liquid_parse_whole      (FfLiquidSource     *source,
                                                const char         *start,
                                                const char         *end,
                                                gboolean            in_condition,
                                                GError            **error);
gboolean            ff_liquid_parse_chain      (FfLiquidSource     *source,
                                                const char         *start,
                                                const char         *end,
                                                FfLiquidChain      *out_chain,
                                                GError            **error);
gboolean            ff_liquid_parse_conditions (FfLiquidSource     *source,
                                                const char         *start,
                                                const char         *end,
                                                FfLiquidBranch     *branch,
                                                GError            **error);

/* ---- tags */

/* Everything up to a tag that is not of this body, which is left in
 * @out_stop (its kind is END at the end of the text). */
gboolean            ff_liquid_parse_body       (FfLiquidSource     *source,
                                                FfLiquidToken      *out_stop,
                                                FfLiquidBody      **out_body,
                                                GError            **error);

typedef gboolean (*FfLiquidTagFunc) (FfLiquidSource      *source,
                                     const FfLiquidToken *tag,
                                     FfLiquidNode        *node,
                                     gboolean            *out_is_blank,
                                     GError             **error);

/* NULL for a name that opens nothing. A tag whose node's kind stays TEXT with no text prints nothing. */
FfLiquidTagFunc     ff_liquid_find_tag         (const char         *name,
                                                gsize               length);

gboolean            ff_liquid_parse_for        (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidNode        *node,
                                                gboolean            *out_is_blank,
                                                GError             **error);
gboolean            ff_liquid_parse_tablerow   (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidNode        *node,
                                                gboolean            *out_is_blank,
                                                GError             **error);
gboolean            ff_liquid_parse_inclusion  (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidNode        *node,
                                                gboolean            *out_is_blank,
                                                GError             **error);
gboolean            ff_liquid_parse_if         (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidNode        *node,
                                                gboolean            *out_is_blank,
                                                GError             **error);
gboolean            ff_liquid_parse_case       (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidNode        *node,
                                                gboolean            *out_is_blank,
                                                GError             **error);

/* The body of a block that ends with “end” and the tag's name and knows no other tags. */
gboolean            ff_liquid_parse_block      (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                FfLiquidBody       **out_body,
                                                GError             **error);
gboolean            ff_liquid_fail_unclosed    (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                GError             **error);
gboolean            ff_liquid_fail_unexpected  (FfLiquidSource      *source,
                                                const FfLiquidToken *tag,
                                                const FfLiquidToken *stop,
                                                GError             **error);
/* Leaves out white space, the way a block without output does. */
void                ff_liquid_body_strip       (FfLiquidBody        *body);

/* ---- loose markup, read as Liquid's own patterns do */

/* One quoted text, or a run of anything but space, comma and bar; NULL when there is none. */
const char         *ff_liquid_scan_fragment    (const char          *start,
                                                const char          *end,
                                                const char         **out_end);
/* [A-Za-z0-9_-.] anywhere in the text. */
const char         *ff_liquid_scan_target      (const char          *start,
                                                const char          *end,
                                                const char         **out_end);
/* name: value, anywhere in the text, again and again. */
gboolean            ff_liquid_scan_arguments   (FfLiquidSource      *source,
                                                const char          *start,
                                                const char          *end,
                                                GArray              *arguments, /* of FfLiquidArgument */
                                                GError             **error);

/* ---- whole programs */

gboolean            ff_liquid_program_compile  (FfLiquidProgram     *self,
                                                const char          *text,
                                                FfJson              *fragments,
                                                GError             **error);
void                ff_liquid_program_clear    (FfLiquidProgram     *self);

G_END_DECLS
