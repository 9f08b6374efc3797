#pragma once

#include "query/ff-schema.h"

G_BEGIN_DECLS

/* Rules and operands: typed trees over an entity, made from their document
 * form and checked against a scope before anything runs.
 *
 * Document form (JSON, stored in settings; the editor edits this form):
 *
 *   rule      = {"all": [item…]} | {"any": [item…]} | {"none": [item…]}
 *   item      = rule | condition | {"except": rule-or-condition}
 *   condition = {"left": operand, "op": OPERATOR, "right": right}
 *             | {"exists": LINK, "where": rule}  | {"not-exists": LINK, "where": rule}      over any link
 *             | {"latest": LINK, "take": N, "by": operand, "where": rule, "satisfy": rule} | {"earliest": …}    over a 1-N link:
 *               of the linked rows that hold "where" the first N (1) in order of "by", ties by key; true when there is one
 *               and all of these satisfy
 *             | {"filter": ID, "with": {NAME: X…}, "seen": HASH}    as a saved filter says (ff-filter.h)
 *             | {"in-audience": NAME} | {"not-in-audience": NAME}
 *             | {"was": "sent"|"opened"|"clicked"|"bounced", "by": SOURCE, "channel": TEXT, "within": {"amount": N, "unit": UNIT}}
 *               | {"was-not": …}    over the profile, of the past messages that the data model maps; SOURCE = "this-campaign" |
 *               {"campaign": NAME} | {"activity": ID} of this campaign; whatever is absent may be anything
 *             | {"in-transition": {"activity": ID, "port": ID}} | {"not-in-transition": …}    what leaves a port of this campaign
 *               more members of a condition: "empty-differs": true, "ignore-case": true
 *   operand   = {"attribute": [LINK…, COLUMN]}             through N-1 links, any number of hops
 *             | {"aggregate": "count"|"count-distinct"|"sum"|"average"|"min"|"max"|"standard-deviation"|"text-join"|"latest"|"earliest",
 *                "link": [LINK…, LINK], "of": operand over the linked entity (not for count), "where": rule}
 *               latest and earliest take "of" from the row that "by", an operand over the linked entity, puts first;
 *               a text join puts texts in order of "by" ("descending": true), ties and without it by key, with "separator"
 *               (", ") between them
 *             | {"column": NAME}                            carried by the working table
 *             | {"expression": TEXT}                        see below
 *   right     = {"value": X} | {"values": [X…]} | {"from": X, "to": X} (between)
 *             | {"duration": {"amount": N, "unit": UNIT}}   for in-last, in-next, more-than-ago, anniversary-within
 *             | {"ago": {"amount": N, "unit": UNIT}} | {"from-now": {…}}    a relative date or instant
 *             | {"variable": NAME} | operand
 *   OPERATOR  = equals not-equals greater less at-least at-most between in-list not-in-list
 *               is-empty is-not-empty starts-with not-starts-with contains not-contains ends-with
 *               not-ends-with like not-like matches is-true is-false is-unknown in-last in-next more-than-ago on-day
 *               this-week last-week this-month last-month this-quarter last-quarter this-year last-year
 *               anniversary-within
 *   UNIT      = minute hour day week month quarter year
 *   X         = text, number (decimals in units: 100.00), true/false, date "2026-07-21",
 *               instant "2026-07-21T10:00:00Z"
 *
 * TEXT is an expression:
 *
 *   12  12.50  1.5e3  'text'  'it''s'  true  false  null        12.50 is a decimal, 1.5e3 an approximate number
 *   total  city.country.code  "odd ""name"""                    columns, also through N-1 links
 *   carried.NAME                                                carried by the working table; a link of the name
 *                                                               carried stands between quotes
 *   @variable  @"odd name"                                      the campaign's; a text, number or yes/no
 *   a + b  a - b  a * b  a / b  -a  ( … )
 *   =  <>  <  <=  >  >=  and  or  not                           two values at a time; three-valued
 *   case when … then … [when … then …] [else …] end
 *   function (a, b)                                             words and functions in any case
 *
 * Types are worked out before anything runs. Whole and decimal numbers are exact: a sum has the greater scale of its
 * parts, a product the sum of both but not more than 6 digits unless a part has more, a quotient at least 6 (also of
 * whole numbers); what is cut is rounded half away from zero; what does not fit 64 bits is missing, and so is what is
 * divided by 0. One approximate number makes the answer approximate. A missing value makes every answer missing, except
 * of and, or, case, iif, coalesce, least, greatest (which pass over it), concat (which leaves it out), and is_empty.
 * A text that is written out where a date stands on the other side is read as one.
 *
 * The functions are the rows of ff-expression-table.c; ff-expression.h hands them to people.
 *
 * Texts are taken by code point. Case is the root locale's, character by character (a final sigma in capitals becomes a
 * plain one); title begins a word after white space and hyphens. left, right and substring take what there is; a text
 * that is long enough is not padded, nor is one beyond 10,000 code points made; a part that is not there is missing.
 *
 * "link" of an aggregate ends with the name of a 1-N link; N-1 links may lead
 * to it: the orders of a booking's profile. "where" may be absent. The inner rule is over the linked entity. The ends of a range may
 * be relative dates and variables too. An empty rule {} or {"all": []} selects
 * all.
 *
 * in-last N is (now−N, now] for instants and for dates the N units that end
 * today; in-next is its mirror [now, now+N), and for dates begins today;
 * more-than-ago is before now−N. this-… and last-… are calendar periods in the
 * campaign's zone. anniversary-within N compares month and day alone: the
 * anniversary is one of the N days that begin today, 28 February standing for
 * the 29th in common years. In a like, % stands for any characters, _ for one,
 * and \ before either or itself takes that away; matches finds a pattern of
 * base/ff-pattern.h anywhere in the text, case as typed. */

typedef struct
{
  char *pointer;   /* JSON pointer into what was parsed: where */
  char *message;   /* translated sentence: what, and what to do */
  gboolean warning;
  guint position;  /* in the text of an expression: the character where it begins, 1 being the first; 0 elsewhere */
} FfRuleProblem;

void ff_rule_problem_free (FfRuleProblem *self);

/* What leaves a port of the campaign, for rules to refer to. Immutable once someone else sees it. */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *activity;   /* ids */
  char            *port;
  char            *label;      /* "Split by tier · Gold" */
  char            *id;         /* names the rows, in fingerprints and statements; NULL: no table, and @reason says why */
  char            *reason;     /* translated: "it comes after this activity"; set by its maker */
  const FfEntity  *entity;
  gpointer         data;       /* of its maker: the step whose @output it is */
  GDestroyNotify   data_free;
  guint            output;
} FfLeaving;

FfLeaving *ff_leaving_new       (const char     *activity,
                                 const char     *port,
                                 const char     *label);
void       ff_leaving_set_table (FfLeaving      *self,
                                 const char     *id,
                                 const FfEntity *entity,
                                 gpointer        data,
                                 GDestroyNotify  data_free,
                                 guint           output);
FfLeaving *ff_leaving_ref       (FfLeaving      *self);
void       ff_leaving_unref     (FfLeaving      *self);

/* A new reference, or NULL when there is no such port. */
typedef FfLeaving *(*FfFindLeaving) (const char *activity,
                                     const char *port,
                                     gpointer    data);

/* An activity's title, or NULL when there is none of that id. Caller frees. */
typedef char *(*FfFindTitle) (const char *activity,
                              gpointer    data);

typedef struct _FfFilterPath FfFilterPath;

/* What a rule may speak of, and the evaluation's one clock reading. Borrowed while parsing. */
typedef struct
{
  FfSchema       *schema;
  const FfEntity *entity;
  GPtrArray      *carried;      /* (nullable) of FfColumn: columns of the working table */
  FfJson         *variables;    /* (nullable) object: name → value */
  gint64          now_usec;
  GTimeZone      *zone;         /* of the campaign; nullable = UTC */
  FfJson         *audiences;    /* (nullable) object: name → entity name, or an object with the member "entity" */
  FfJson         *filters;      /* (nullable) object: id → saved filter (ff-filter.h) */
  const FfFilterPath *inside;   /* (nullable) the saved filters that the rule is in; set by their parser */
  guint           week_start;   /* 0 Monday to 6 Sunday */
  /* Of the campaign that the rule stands in; nullable. */
  const char     *campaign_id;
  const char     *campaign_name;
  FfFindTitle     find_title;
  FfFindLeaving   find_leaving; /* what leaves its ports */
  gpointer        find_data;    /* of both */
} FfScope;

typedef struct _FfRule    FfRule;
typedef struct _FfOperand FfOperand;

/* NULL when there are problems other than warnings; @problems of FfRuleProblem, appended to. */
FfRule       *ff_rule_parse            (FfJson        *json,
                                        const FfScope *scope,
                                        const char    *pointer,   /* where @json stands: prefix of problems' places */
                                        GPtrArray     *problems);
FfRule       *ff_rule_ref              (FfRule        *self);
void          ff_rule_unref            (FfRule        *self);
FfOperand    *ff_operand_parse         (FfJson        *json,
                                        const FfScope *scope,
                                        const char    *pointer,
                                        GPtrArray     *problems);
FfOperand    *ff_operand_ref           (FfOperand     *self);
void          ff_operand_unref         (FfOperand     *self);
const FfType *ff_operand_get_type      (FfOperand     *self);
/* An aggregate over the 1-N link that ff_operand_get_link () lends; else NULL. */
gboolean      ff_operand_is_aggregate  (FfOperand     *self);
const FfLink *ff_operand_get_link      (FfOperand     *self);
/* What it is over no rows: 0 for count and sum, else NULL. */
void          ff_operand_get_aggregate_default (FfOperand *self,
                                                FfValue   *out_value);
/* The column of an attribute; NULL for anything else. */
const FfColumn *ff_operand_get_column (FfOperand   *self);
/* "Last order › Total", for titles and columns. */
char         *ff_operand_dup_label     (FfOperand     *self);
/* What is said of an expression from its text alone: “= round (total / 3)”. */
char         *ff_expression_dup_label  (const char    *text);

/* The resolved content (relative dates and variables resolved), for fingerprints: equal text, equal meaning. */
char         *ff_rule_dup_canonical    (FfRule        *self);
char         *ff_operand_dup_canonical (FfOperand     *self);

/* Every rule and operand within, itself first. */
typedef struct
{
  void   (*rule)    (FfRule *rule, gpointer data);          /* nullable */
  void   (*operand) (FfOperand *operand, gpointer data);    /* nullable */
  gpointer data;
} FfVisit;

void          ff_rule_visit             (FfRule        *self,
                                        const FfVisit  *visit);
void          ff_operand_visit          (FfOperand     *self,
                                        const FfVisit  *visit);
/* Visits that gather: names of the tables that are read (a set of owned strings), what of the campaign is referred to (of
 * FfLeaving, lent, each once), links that are followed to one row (of FfLink, lent, each once). */
FfVisit       ff_visit_tables          (GHashTable    *tables);
FfVisit       ff_visit_leaving         (GPtrArray     *leaving);
FfVisit       ff_visit_followed        (GPtrArray     *links);

/* The columns that are read, those that links compare included, and the links that are followed: @reads is a set of owned
 * strings for ff_reads_has_… () alone. */
FfVisit       ff_visit_reads           (GHashTable    *reads);
void          ff_reads_add_link        (GHashTable    *reads,
                                        const FfEntity *entity,
                                        const FfLink  *link);
gboolean      ff_reads_has_column      (GHashTable    *reads,
                                        const char    *entity,
                                        const char    *column);
gboolean      ff_reads_has_link        (GHashTable    *reads,
                                        const char    *entity,
                                        const char    *link);

/* What the names of audiences begin with that no person saves, but an activity that remembers whom it took. */
#define FF_AUDIENCE_MEMORY "\037"

/* Fanfare's own table of the members of saved audiences (audience, k1 … k4): the one name of the store's tables that
 * rules speak. */
#define FF_TABLE_AUDIENCE_MEMBER "fanfare_audience_member"

/* Operators the editor may offer for a left side of this type. */
typedef enum
{
  FF_RIGHT_NONE,
  FF_RIGHT_VALUE,
  FF_RIGHT_LIST,
  FF_RIGHT_RANGE,
  FF_RIGHT_DURATION,
} FfRightShape;

typedef enum
{
  FF_OPERATOR_NEGATIVE = 1 << 0,  /* a missing value may satisfy it when "empty-differs" is on */
  FF_OPERATOR_FOLDS    = 1 << 1,  /* "ignore-case" has a meaning, for texts */
} FfOperatorFlags;

typedef struct
{
  const char   *id;      /* as in documents */
  const char   *label;   /* N_("at least") */
  guint         kinds;   /* bit set: 1 << FfKind */
  FfRightShape  right;
  guint         flags;   /* of FfOperatorFlags */
} FfOperator;

const FfOperator *ff_operators_get  (guint      *out_n);
const FfOperator *ff_operator_find  (const char *id);

/* One deterministic sentence in the language of the interface. */
char         *ff_rule_to_sentence      (FfRule        *self);
/* Only what must hold, for a part of a rule. NULL without conditions. */
char         *ff_rule_dup_condition    (FfRule        *self);

/* Looking into a rule, down to each condition. */
guint         ff_rule_get_n_items      (FfRule        *self);   /* 0: a condition, or a group without effect */
FfRule       *ff_rule_get_item         (FfRule        *self,
                                        guint          index);
gboolean      ff_rule_is_except        (FfRule        *self);
FfOperand    *ff_rule_get_left         (FfRule        *self);   /* of a comparison; else NULL; lent */
char         *ff_rule_dup_words        (FfRule        *self);   /* "Country is “NL”"; of a group how it joins: "all of" */
/* True where @item is known to be false. */
FfRule       *ff_rule_new_none_of      (FfRule        *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRule, ff_rule_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfOperand, ff_operand_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfLeaving, ff_leaving_unref)

G_END_DECLS
