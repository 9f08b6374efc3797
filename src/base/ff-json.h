#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The strict door for JSON from outside, and the immutable value that comes
 * through it. Numbers keep their original text, members their order. */

#define FF_JSON_ERROR (ff_json_error_quark ())
GQuark ff_json_error_quark (void);

/**
 * FfJsonError:
 * @FF_JSON_ERROR_SYNTAX: the bytes are not JSON (RFC 8259); mend the file
 * @FF_JSON_ERROR_TRUNCATED: the bytes end in the middle of a value
 * @FF_JSON_ERROR_LIMIT: larger, deeper or with more elements than the limits allow
 * @FF_JSON_ERROR_DUPLICATE: an object names a member twice
 * @FF_JSON_ERROR_UTF8: a text is not valid UTF-8, or holds U+0000
 * @FF_JSON_ERROR_NUMBER: a number that neither gint64 nor a finite double can hold
 * @FF_JSON_ERROR_MEMBER: a member is missing or has another kind than expected
 */
typedef enum
{
  FF_JSON_ERROR_SYNTAX,
  FF_JSON_ERROR_TRUNCATED,
  FF_JSON_ERROR_LIMIT,
  FF_JSON_ERROR_DUPLICATE,
  FF_JSON_ERROR_UTF8,
  FF_JSON_ERROR_NUMBER,
  FF_JSON_ERROR_MEMBER,
} FfJsonError;

typedef enum
{
  FF_JSON_NULL,
  FF_JSON_BOOLEAN,
  FF_JSON_NUMBER,
  FF_JSON_STRING,
  FF_JSON_ARRAY,
  FF_JSON_OBJECT,
} FfJsonKind;

typedef struct
{
  gsize max_bytes;
  guint max_depth;
  guint max_elements;
} FfJsonLimits;

/* Documents: 16 MiB, 64 levels, 100,000 elements. */
extern const FfJsonLimits ff_json_document_limits;

typedef struct _FfJson FfJson;

/* Through the door and out again. Errors name line and column. */
FfJson     *ff_json_parse              (const char          *text,
                                        gssize               length,
                                        const FfJsonLimits  *limits,
                                        GError             **error);
char       *ff_json_print              (FfJson              *self);  /* one line */
char       *ff_json_print_pretty       (FfJson              *self);  /* two-space indent, final newline */

FfJson     *ff_json_ref                (FfJson              *self);
void        ff_json_unref              (FfJson              *self);
gboolean    ff_json_equal              (FfJson              *a,
                                        FfJson              *b);     /* order of members does not matter */

/* Making values; every constructor returns a new reference. */
FfJson     *ff_json_new_null           (void);
FfJson     *ff_json_new_boolean        (gboolean             value);
FfJson     *ff_json_new_integer        (gint64               value);
FfJson     *ff_json_new_real           (double               value);  /* finite; shortest text that reads back */
FfJson     *ff_json_new_string         (const char          *value);
FfJson     *ff_json_new_array          (void);                        /* empty */
FfJson     *ff_json_new_object         (void);                        /* empty */

/* Changed copies: the receiver stays as it was. @value is borrowed. */
FfJson     *ff_json_with_member        (FfJson              *self,
                                        const char          *name,
                                        FfJson              *value);
FfJson     *ff_json_without_member     (FfJson              *self,
                                        const char          *name);
FfJson     *ff_json_with_element       (FfJson              *self,   /* index -1 or length appends */
                                        gint                 index,
                                        FfJson              *value,
                                        gboolean             insert); /* else replace */
FfJson     *ff_json_without_element    (FfJson              *self,
                                        guint                index);
/* JSON pointers (RFC 6901) name a place: "/all/0/right". */
FfJson     *ff_json_get_at             (FfJson              *self,
                                        const char          *pointer); /* (nullable) lent */
FfJson     *ff_json_with_at            (FfJson              *self,
                                        const char          *pointer,
                                        FfJson              *value);   /* NULL if the parents do not exist */
FfJson     *ff_json_without_at         (FfJson              *self,
                                        const char          *pointer);
/* "/all" and "0" give "/all/0"; escapes the name. */
char       *ff_json_pointer_join       (const char          *pointer,
                                        const char          *name);

/* Filling a value before anyone else sees it: only on a value this caller
 * just made and nobody else references. They take over @value. */
void        ff_json_take_member        (FfJson              *self,
                                        const char          *name,
                                        FfJson              *value);
void        ff_json_take_element       (FfJson              *self,
                                        FfJson              *value);
/* Shorthand for ff_json_take_member () with a new value. */
void        ff_json_set_string         (FfJson              *self,
                                        const char          *name,
                                        const char          *value);  /* NULL leaves it out */
void        ff_json_set_integer        (FfJson              *self,
                                        const char          *name,
                                        gint64               value);
void        ff_json_set_boolean        (FfJson              *self,
                                        const char          *name,
                                        gboolean             value);

/* Reading. Getters lend; a wrong kind gives the fallback, never a crash. @self may be NULL. */
FfJsonKind  ff_json_get_kind           (FfJson              *self);
gboolean    ff_json_is_object          (FfJson              *self);
gboolean    ff_json_is_array           (FfJson              *self);
gboolean    ff_json_is_string          (FfJson              *self);
gboolean    ff_json_is_number          (FfJson              *self);
const char *ff_json_get_string         (FfJson              *self);                    /* NULL if no string */
const char *ff_json_get_number_text    (FfJson              *self);                    /* NULL if no number */
gboolean    ff_json_get_integer        (FfJson              *self,
                                        gint64              *out_value);               /* FALSE if not an exact gint64 */
gboolean    ff_json_get_real           (FfJson              *self,
                                        double              *out_value);
gboolean    ff_json_get_boolean        (FfJson              *self,
                                        gboolean             fallback);
guint       ff_json_get_length         (FfJson              *self);                    /* elements or members, else 0 */
FfJson     *ff_json_get_element        (FfJson              *self,
                                        guint                index);
FfJson     *ff_json_get_member         (FfJson              *self,
                                        const char          *name);                    /* NULL if absent */
const char *ff_json_get_name           (FfJson              *self,
                                        guint                index);                   /* name of the index-th member */
FfJson     *ff_json_get_value          (FfJson              *self,
                                        guint                index);                   /* value of the index-th member */
const char *ff_json_get_member_string  (FfJson              *self,
                                        const char          *name,
                                        const char          *fallback);
gint64      ff_json_get_member_integer (FfJson              *self,
                                        const char          *name,
                                        gint64               fallback);
double      ff_json_get_member_real    (FfJson              *self,
                                        const char          *name,
                                        double               fallback);
gboolean    ff_json_get_member_boolean (FfJson              *self,
                                        const char          *name,
                                        gboolean             fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfJson, ff_json_unref)

G_END_DECLS
