/* Operands as immutable values: attributes through links, aggregates over a
 * link, columns a working table carries, expressions. Shared between threads. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

FfOperand *
ff_operand_new (FfOperandKind   kind,
                FfSchema       *schema,
                const FfEntity *entity)
{
  FfOperand *self = g_new0 (FfOperand, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->schema = ff_schema_ref (schema);
  self->entity = entity;
  self->hops = g_array_new (FALSE, TRUE, sizeof (FfHop));

  return self;
}

FfOperand *
ff_operand_ref (FfOperand *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_operand_unref (FfOperand *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->hops);
  ff_column_free (self->carried);
  g_clear_pointer (&self->of, ff_operand_unref);
  g_clear_pointer (&self->by, ff_operand_unref);
  g_free (self->separator);
  g_clear_pointer (&self->where, ff_rule_unref);
  g_clear_pointer (&self->expression, ff_expression_free);
  g_free (self->text);
  ff_schema_unref (self->schema);
  g_free (self);
}

/**
 * ff_operand_get_type:
 *
 * Returns: (transfer none): what its values are; they come in the form of
 *   #FfValue however the column stores them
 */
const FfType *
ff_operand_get_type (FfOperand *self)
{
  return &self->type;
}

gboolean
ff_operand_is_aggregate (FfOperand *self)
{
  return self->kind == FF_OPERAND_AGGREGATE && self->hops->len == 0;
}

gboolean
ff_operand_is_ordered (FfOperand *self)
{
  return self->kind == FF_OPERAND_AGGREGATE && self->aggregate >= FF_AGGREGATE_TEXT_JOIN;
}

/**
 * ff_operand_get_column:
 *
 * Returns: (transfer none) (nullable): what an attribute is of the entity that
 *   its links lead to; it lives as long as the schema
 */
const FfColumn *
ff_operand_get_column (FfOperand *self)
{
  return self->kind == FF_OPERAND_ATTRIBUTE ? self->column : NULL;
}

/**
 * ff_operand_get_link:
 *
 * Returns: (nullable) (transfer none): the link that an aggregate runs over;
 *   its columns, in order, are k1, k2 … of ff_operand_compile_grouped()
 */
const FfLink *
ff_operand_get_link (FfOperand *self)
{
  return self->many.link;
}

/**
 * ff_operand_get_aggregate_default:
 * @out_value: (out caller-allocates): what an aggregate is over no rows
 */
void
ff_operand_get_aggregate_default (FfOperand *self,
                                  FfValue   *out_value)
{
  gboolean counts = self->aggregate == FF_AGGREGATE_COUNT || self->aggregate == FF_AGGREGATE_COUNT_DISTINCT;

  *out_value = (FfValue) { .kind = FF_VALUE_NULL };
  if (counts || (self->aggregate == FF_AGGREGATE_SUM && self->type.kind != FF_KIND_REAL))
    out_value->kind = FF_VALUE_INTEGER;
  else if (self->aggregate == FF_AGGREGATE_SUM)
    out_value->kind = FF_VALUE_REAL;
}

static char *
dup_attribute_label (FfOperand *self)
{
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; i < self->hops->len; i++)
    g_string_append_printf (label, "%s › ", g_array_index (self->hops, FfHop, i).link->label);
  g_string_append (label, self->column->label);

  return g_string_free (g_steal_pointer (&label), FALSE);
}

static char *
dup_aggregate_label (FfOperand *self)
{
  const char *rows = self->many.link->label;
  g_autofree char *of = self->of != NULL ? ff_operand_dup_label (self->of) : NULL;

  switch (self->aggregate)
    {
    case FF_AGGREGATE_COUNT_DISTINCT:
      /* Translators: first the rows, then what is counted in them: “Orders › Different values of Store”. */
      return g_strdup_printf (_("%s › Different values of %s"), rows, of);
    case FF_AGGREGATE_SUM:
      /* Translators: first the rows, then what is summed: “Orders › Sum of Total”. */
      return g_strdup_printf (_("%s › Sum of %s"), rows, of);
    case FF_AGGREGATE_AVERAGE:
      /* Translators: first the rows, then what is averaged: “Orders › Average of Total”. */
      return g_strdup_printf (_("%s › Average of %s"), rows, of);
    case FF_AGGREGATE_MIN:
      /* Translators: first the rows, then the value: “Orders › Smallest Total”. */
      return g_strdup_printf (_("%s › Smallest %s"), rows, of);
    case FF_AGGREGATE_MAX:
      /* Translators: first the rows, then the value: “Orders › Greatest Total”. */
      return g_strdup_printf (_("%s › Greatest %s"), rows, of);
    case FF_AGGREGATE_DEVIATION:
      /* Translators: first the rows, then what varies: “Orders › Standard deviation of Total”. */
      return g_strdup_printf (_("%s › Standard deviation of %s"), rows, of);
    case FF_AGGREGATE_TEXT_JOIN:
      /* Translators: first the rows, then the texts that are put one after the other: “Orders › Joined Status”. */
      return g_strdup_printf (_("%s › Joined %s"), rows, of);
    case FF_AGGREGATE_LATEST:
      /* Translators: first the rows, then the value: “Orders › Latest Total”. */
      return g_strdup_printf (_("%s › Latest %s"), rows, of);
    case FF_AGGREGATE_EARLIEST:
      /* Translators: first the rows, then the value: “Orders › Earliest Total”. */
      return g_strdup_printf (_("%s › Earliest %s"), rows, of);
    case FF_AGGREGATE_COUNT:
    default:
      /* Translators: %s names rows: “Orders › Count”. */
      return g_strdup_printf (_("%s › Count"), rows);
    }
}

/**
 * ff_expression_dup_label:
 * @text: an expression, good or not
 *
 * Returns: (transfer full): it as written, on one line: “= round (total / 3)”
 */
char *
ff_expression_dup_label (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) label = g_string_new ("=");

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (label, " %s", words[i]);

  return g_string_free (g_steal_pointer (&label), FALSE);
}

/**
 * ff_operand_dup_label:
 *
 * Returns: (transfer full): a title for columns and forms, such as “Last order › Total”
 */
char *
ff_operand_dup_label (FfOperand *self)
{
  if (self->kind == FF_OPERAND_CARRIED)
    return g_strdup (self->carried->label);
  if (self->kind == FF_OPERAND_EXPRESSION)
    return ff_expression_dup_label (self->text);

  return self->kind == FF_OPERAND_ATTRIBUTE ? dup_attribute_label (self) : dup_aggregate_label (self);
}

static void
add_canonical_type (GString      *text,
                    const FfType *type)
{
  g_string_append_printf (text, ":%s.%u.%d.%d.%d.%d", ff_kind_get_id (type->kind), type->scale,
                          type->scaled_storage, type->form, type->loose, type->own);
  if (type->zone != NULL)
    g_string_append_printf (text, "@%s", type->zone);
}

void
ff_canonical_add_hop (GString     *text,
                      const FfHop *hop)
{
  ff_canonical_add_text (text, hop->link->target);
  for (guint i = 0; hop->link->columns[i] != NULL; i++)
    {
      ff_canonical_add_text (text, hop->link->columns[i]);
      ff_canonical_add_text (text, hop->link->target_columns[i]);
    }
  g_string_append_c (text, '>');
}

void
ff_operand_add_canonical (FfOperand *self,
                          GString   *text)
{
  static const char *const names[] = {
    "count", "count-distinct", "sum", "average", "min", "max", "standard-deviation", "text-join", "latest", "earliest",
  };

  g_string_append_c (text, '[');

  switch (self->kind)
    {
    case FF_OPERAND_ATTRIBUTE:
      for (guint i = 0; i < self->hops->len; i++)
        ff_canonical_add_hop (text, &g_array_index (self->hops, FfHop, i));
      ff_canonical_add_text (text, self->column->name);
      add_canonical_type (text, &self->column->type);
      break;

    case FF_OPERAND_CARRIED:
      g_string_append (text, "carried ");
      ff_canonical_add_text (text, self->carried->name);
      add_canonical_type (text, &self->type);
      break;

    case FF_OPERAND_EXPRESSION:
      ff_expression_add_canonical (self->expression, text);
      break;

    case FF_OPERAND_AGGREGATE:
    default:
      g_string_append (text, names[self->aggregate]);
      for (guint i = 0; i < self->hops->len; i++)
        ff_canonical_add_hop (text, &g_array_index (self->hops, FfHop, i));
      ff_canonical_add_hop (text, &self->many);
      if (self->by != NULL)
        ff_operand_add_canonical (self->by, text);
      if (self->aggregate == FF_AGGREGATE_TEXT_JOIN)
        {
          g_string_append_c (text, self->descending ? 'd' : 'a');
          ff_canonical_add_text (text, self->separator);
        }
      if (self->of != NULL)
        ff_operand_add_canonical (self->of, text);
      if (self->where != NULL)
        ff_rule_add_canonical (self->where, text);
      break;
    }

  g_string_append_c (text, ']');
}

/**
 * ff_operand_dup_canonical:
 *
 * Returns: (transfer full): the resolved operand as text, for fingerprints
 */
char *
ff_operand_dup_canonical (FfOperand *self)
{
  GString *text = g_string_new (NULL);

  if (self->entity != NULL)
    ff_canonical_add_text (text, self->entity->name);
  ff_operand_add_canonical (self, text);

  return g_string_free (text, FALSE);
}
