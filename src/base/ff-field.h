#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* A setting described as data: forms, validation, saving, undo, search and
 * "where is this used" all come from these tables. The same fields describe
 * activities, gateways and data sources. All strings are marked with N_(). */

/**
 * FfFieldKind:
 * @FF_FIELD_TEXT: one line of text
 * @FF_FIELD_LONG_TEXT: several lines
 * @FF_FIELD_INTEGER: whole number within min..max
 * @FF_FIELD_REAL: number within min..max
 * @FF_FIELD_FLAG: true or false
 * @FF_FIELD_CHOICE: id of one of @choices
 * @FF_FIELD_DURATION: object {"amount": integer, "unit": "minute"|"hour"|"day"|"week"|"month"|"year"}
 * @FF_FIELD_ENTITY: name of an entity of the data model
 * @FF_FIELD_LINK: name of a link of the inbound dimension
 * @FF_FIELD_OPERAND: left side of a condition (query/ff-rule.h), e.g. an attribute of the inbound dimension
 * @FF_FIELD_RULE: rule over the dimension
 * @FF_FIELD_ORDER: array of {"by": operand, "descending": flag}
 * @FF_FIELD_AUDIENCE: name of a saved audience
 * @FF_FIELD_PORT: id of an input port of this activity (the primary input)
 * @FF_FIELD_GATEWAY: id of a gateway that takes the activity's channel
 * @FF_FIELD_TEMPLATE: Liquid text
 * @FF_FIELD_LIST: array of objects, each described by @fields; has @item_label
 * @FF_FIELD_SECRET: a credential; never stored in a document
 */
typedef enum
{
  FF_FIELD_TEXT,
  FF_FIELD_LONG_TEXT,
  FF_FIELD_INTEGER,
  FF_FIELD_REAL,
  FF_FIELD_FLAG,
  FF_FIELD_CHOICE,
  FF_FIELD_DURATION,
  FF_FIELD_ENTITY,
  FF_FIELD_LINK,
  FF_FIELD_OPERAND,
  FF_FIELD_RULE,
  FF_FIELD_ORDER,
  FF_FIELD_AUDIENCE,
  FF_FIELD_PORT,
  FF_FIELD_GATEWAY,
  FF_FIELD_TEMPLATE,
  FF_FIELD_LIST,
  FF_FIELD_SECRET,
} FfFieldKind;

typedef struct
{
  const char *id;
  const char *label;
} FfChoice;

typedef struct _FfField FfField;

struct _FfField
{
  const char     *key;           /* member of the settings; stored in documents, never renamed */
  FfFieldKind     kind;
  const char     *label;         /* N_() */
  const char     *help;          /* N_(), nullable */
  const char     *default_json;  /* JSON text, nullable = absent */
  gboolean        required;
  gint64          min, max;      /* numbers; both 0: no range */
  const FfChoice *choices;       /* ends with {NULL} */
  const FfField  *fields;        /* of a list's items; ends with {NULL} */
  const char     *item_label;    /* N_() one item of a list: "Subset" */
  const char     *visible_key;   /* shown only while the sibling setting of this key ... */
  const char     *visible_value; /* ... is one of these texts ("a|b"), or, for a flag, is "true" */
  /* Operands, orders, rules and links are over the inbound dimension, or over the rows … */
  const char     *over_port;     /* … that arrive at this input */
  const char     *over_link;     /* … that the link in the setting of this key leads to */
  const char     *over_entity;   /* … of the entity in the setting of this key; the profile when it is empty */
  const char     *over_audience; /* … of the saved audience in the setting of this key */
};

/* The value of @field in @settings, or its default; a new reference, or NULL when neither exists. */
FfJson   *ff_field_dup_value   (const FfField *field,
                                FfJson        *settings);
gboolean  ff_field_is_visible  (const FfField *fields,
                                const FfField *field,
                                FfJson        *settings);
/* Settings with every default filled in: what a new activity starts with. */
FfJson   *ff_fields_new_settings (const FfField *fields);
/* The same for settings that exist; a new reference. @fields may be NULL. */
FfJson   *ff_fields_fill_settings (const FfField *fields,
                                   FfJson        *settings);

/**
 * FfFieldProblemFunc:
 * @pointer: JSON pointer to the place inside the settings
 * @message: translated sentence
 */
typedef void (*FfFieldProblemFunc) (const char *pointer,
                                    const char *message,
                                    gpointer    user_data);

/* Checks kinds, ranges, choices and required ones; entities, rules and the like are the caller's. */
void      ff_fields_check      (const FfField      *fields,
                                FfJson             *settings,
                                FfFieldProblemFunc  func,
                                gpointer            user_data);

G_END_DECLS
