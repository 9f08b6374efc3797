#pragma once

#include "activities/ff-planner.h"

G_BEGIN_DECLS

/* Every activity type, one file each. */
extern const FfActivityType ff_activity_build_audience;
extern const FfActivityType ff_activity_read_audience;
extern const FfActivityType ff_activity_incremental_query;
extern const FfActivityType ff_activity_load_file;
extern const FfActivityType ff_activity_combine;
extern const FfActivityType ff_activity_deduplicate;
extern const FfActivityType ff_activity_split;
extern const FfActivityType ff_activity_ab_test;
extern const FfActivityType ff_activity_take;
extern const FfActivityType ff_activity_enrich;
extern const FfActivityType ff_activity_change_dimension;
extern const FfActivityType ff_activity_reconcile;
extern const FfActivityType ff_activity_save_audience;
extern const FfActivityType ff_activity_update_data;
extern const FfActivityType ff_activity_start;
extern const FfActivityType ff_activity_wait;
extern const FfActivityType ff_activity_test;
extern const FfActivityType ff_activity_guard;
extern const FfActivityType ff_activity_approval;
extern const FfActivityType ff_activity_signal;
extern const FfActivityType ff_activity_alert;
extern const FfActivityType ff_activity_fork;
extern const FfActivityType ff_activity_and_join;
extern const FfActivityType ff_activity_jump;
extern const FfActivityType ff_activity_end;
extern const FfActivityType ff_activity_email;
extern const FfActivityType ff_activity_sms;

/* Ports that most types share. */
extern const FfPort ff_ports_none[];
extern const FfPort ff_ports_in[];            /* "in", one transition */
extern const FfPort ff_ports_order_only[];    /* "in", optional: order only */
extern const FfPort ff_ports_primary_others[]; /* "primary" and "others" */
extern const FfPort ff_ports_out[];           /* "out" */

/* The fields of an order: "order" (by, random, by-random), "by", "seed". @first is the id of the choice to begin with. */
#define FF_ORDER_FIELDS(first, visible, value) \
  { .key = "order", .kind = FF_FIELD_CHOICE, .label = N_("Which Come First"), .default_json = "\"" first "\"", \
    .choices = ff_order_choices, .visible_key = visible, .visible_value = value }, \
  { .key = "by", .kind = FF_FIELD_ORDER, .label = N_("Order By"), .visible_key = "order", .visible_value = "by|by-random", \
    .help = N_("Ties are decided by the key unless by chance, empty values come last") }, \
  { .key = "seed", .kind = FF_FIELD_TEXT, .label = N_("Seed"), .default_json = "\"1\"", \
    .help = N_("The same seed picks the same people"), .visible_key = "order", .visible_value = "random|by-random" }

extern const FfChoice ff_order_choices[];

/* One column of rows that become one: "label", "value", "how". */
extern const FfField ff_merge_fields[];

/* Columns that are added: "label" and "value" of each. */
extern const FfField ff_column_fields[];

typedef struct
{
  GPtrArray   *operands;   /* of FfOperand */
  const char **labels;     /* as many; lent */
} FfColumnList;

void     ff_column_list_clear      (FfColumnList   *self);
gboolean ff_planning_parse_columns (FfPlanning     *self,
                                    const char     *pointer,
                                    const FfEntity *entity,
                                    FfFlow          flow,
                                    FfColumnList   *columns);
gboolean ff_planning_add_columns   (FfPlanning     *self,
                                    const char     *pointer,
                                    FfFlow         *flow);

/* Output ports made of the items of a list in the settings. */
void ff_outputs_add_items       (GPtrArray  *list,
                                 FfJson     *items);     /* nullable */
void ff_planning_check_item_ids (FfPlanning *self,
                                 const char *pointer,
                                 const char *taken);     /* id of a port besides them; nullable */
/* The input goes on to every output. */
void ff_planning_pass_to_all    (FfPlanning *self);

/* Short words for the card, from the document form alone. Each may answer NULL. */
char *ff_summary_of_name     (const char *name);      /* "last_order" → "Last order" */
char *ff_summary_of_operand  (FfJson     *operand);
char *ff_summary_of_duration (FfJson     *duration);
char *ff_summary_of_rule     (FfJson     *rule);
char *ff_summary_of_template (const char *text);

/* A share of the inbound as the settings hold it, "12.5" percent, as the exact fraction. FALSE when it is none from 0 to 100. */
gboolean ff_share_parse (FfJson *number, gint64 *out_numerator, gint64 *out_denominator);
/* The same of any percentage from 0 on. */
gboolean ff_fraction_parse (FfJson *number, gint64 *out_numerator, gint64 *out_denominator);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfColumnList, ff_column_list_clear)

G_END_DECLS
