/* Operands from their document form: names checked against the data model,
 * types worked out, every problem with its place. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
ff_operand_is_written (FfJson *json)
{
  return ff_json_get_member (json, "attribute") != NULL ||
         ff_json_get_member (json, "aggregate") != NULL ||
         ff_json_get_member (json, "column") != NULL ||
         ff_json_get_member (json, "expression") != NULL;
}

/* What comes out of an operand: FfValue's form, whatever the column's. */
static FfType
to_value_type (const FfType *stored)
{
  FfType type = { .kind = stored->kind };

  if (stored->kind == FF_KIND_DECIMAL)
    {
      type.scale = stored->scale;
      type.scaled_storage = TRUE;
    }

  return type;
}

static gboolean
parse_hop (FfParser   *self,
           FfJson     *json,
           const char *pointer,
           FfHop      *out_hop)
{
  if (!ff_parser_link (self, json, pointer, out_hop))
    return FALSE;

  if (out_hop->link->cardinality != FF_LINK_ONE)
    {
      ff_parser_problem (self, pointer, _("“%s” leads to many rows. Ask whether one exists, or choose a count, sum or other aggregate of them."),
                         out_hop->link->label);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_attribute_column (FfParser   *self,
                        FfOperand  *operand,
                        FfJson     *json,
                        const char *pointer)
{
  const FfEntity *entity = self->scope->entity;
  const char *name = ff_json_get_string (json);

  if (name == NULL)
    {
      ff_parser_problem (self, pointer, _("The attribute is missing. Choose an attribute of “%s”."), entity->label);
      return FALSE;
    }

  operand->column = ff_entity_find_column (entity, name);
  if (operand->column == NULL)
    {
      if (ff_entity_find_link (entity, name) != NULL)
        ff_parser_problem (self, pointer, _("“%s” is a link of “%s”. Choose an attribute behind it."), name, entity->label);
      else
        ff_parser_problem (self, pointer, _("“%s” has no attribute “%s”. Choose another attribute, or refresh the data model."),
                           entity->label, name);
      return FALSE;
    }

  operand->type = to_value_type (&operand->column->type);

  return TRUE;
}

static FfOperand *
parse_attribute (FfParser   *self,
                 FfJson     *json,
                 const char *pointer)
{
  g_autoptr (FfOperand) operand = ff_operand_new (FF_OPERAND_ATTRIBUTE, self->scope->schema, self->scope->entity);
  FfScope scope = *self->scope;
  FfParser inner = { &scope, self->problems };
  guint n_names = ff_json_get_length (json);
  g_autofree char *place = NULL;

  if (!ff_json_is_array (json) || n_names == 0)
    {
      ff_parser_problem (self, pointer, _("The attribute is missing. Choose an attribute of “%s”."), scope.entity->label);
      return NULL;
    }

  for (guint i = 0; i + 1 < n_names; i++)
    {
      g_autofree char *hop_place = ff_pointer_element (pointer, i);
      FfHop hop;

      if (!parse_hop (&inner, ff_json_get_element (json, i), hop_place, &hop))
        return NULL;

      g_array_append_val (operand->hops, hop);
      scope.entity = hop.target;
    }

  place = ff_pointer_element (pointer, n_names - 1);
  if (!parse_attribute_column (&inner, operand, ff_json_get_element (json, n_names - 1), place))
    return NULL;

  return g_steal_pointer (&operand);
}

static FfOperand *
parse_carried (FfParser   *self,
               FfJson     *json,
               const char *pointer)
{
  const char *name = ff_json_get_string (json);
  GPtrArray *carried = self->scope->carried;

  if (name == NULL)
    {
      ff_parser_problem (self, pointer, _("The column is missing. Choose a column that an earlier activity adds."));
      return NULL;
    }

  for (guint i = 0; carried != NULL && i < carried->len; i++)
    {
      const FfColumn *column = g_ptr_array_index (carried, i);

      if (strcmp (column->name, name) == 0)
        {
          FfOperand *operand = ff_operand_new (FF_OPERAND_CARRIED, self->scope->schema, self->scope->entity);

          operand->carried = ff_column_copy (column);
          operand->type = to_value_type (&column->type);

          return operand;
        }
    }

  ff_parser_problem (self, pointer, _("No column “%s” arrives here. Choose another column, or add it in an earlier activity."), name);

  return NULL;
}

static FfOperand *
parse_expression (FfParser   *self,
                  FfJson     *json,
                  const char *pointer)
{
  g_autoptr (FfOperand) operand = ff_operand_new (FF_OPERAND_EXPRESSION, self->scope->schema, self->scope->entity);
  const char *text = ff_json_get_string (json);

  if (text == NULL)
    {
      ff_parser_problem (self, pointer, _("The expression is missing. Write one such as round (total / 3)."));
      return NULL;
    }

  operand->text = g_strdup (text);
  operand->expression = ff_expression_parse (self, text, pointer);
  if (operand->expression == NULL)
    return NULL;

  operand->type = operand->expression->type;

  return g_steal_pointer (&operand);
}

static gboolean
find_aggregate (const char  *id,
                FfAggregate *out_aggregate)
{
  static const char *const ids[] = {
    "count", "count-distinct", "sum", "average", "min", "max", "standard-deviation", "text-join", "latest", "earliest",
  };

  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (ids); i++)
    if (strcmp (ids[i], id) == 0)
      {
        *out_aggregate = i;
        return TRUE;
      }

  return FALSE;
}

/* Types the aggregate by what it is taken of; says what it cannot take. */
static gboolean
type_aggregate (FfParser   *self,
                FfOperand  *operand,
                const char *pointer)
{
  FfType none = { .kind = FF_KIND_INTEGER };
  const FfType *of = operand->of != NULL ? &operand->of->type : &none;

  switch (operand->aggregate)
    {
    case FF_AGGREGATE_SUM:
    case FF_AGGREGATE_AVERAGE:
    case FF_AGGREGATE_DEVIATION:
      if (!ff_kind_is_number (of->kind))
        {
          ff_parser_problem (self, pointer, _("Only numbers have a sum, an average or a deviation, and this is a %s. Choose a number."),
                             ff_kind_get_name (of->kind));
          return FALSE;
        }
      operand->type = *of;
      if (operand->aggregate != FF_AGGREGATE_SUM)
        operand->type = (FfType) { .kind = FF_KIND_REAL };
      return TRUE;

    case FF_AGGREGATE_MIN:
    case FF_AGGREGATE_MAX:
      if (of->kind == FF_KIND_FLAG)
        {
          ff_parser_problem (self, pointer, _("A yes or no has no smallest or greatest. Choose another attribute."));
          return FALSE;
        }
      operand->type = *of;
      return TRUE;

    case FF_AGGREGATE_TEXT_JOIN:
      if (of->kind != FF_KIND_TEXT)
        {
          ff_parser_problem (self, pointer, _("Only texts are joined, and this is a %s. Choose a text, or make one with an expression."),
                             ff_kind_get_name (of->kind));
          return FALSE;
        }
      operand->type = *of;
      return TRUE;

    case FF_AGGREGATE_LATEST:
    case FF_AGGREGATE_EARLIEST:
      operand->type = *of;
      return TRUE;

    case FF_AGGREGATE_COUNT:
    case FF_AGGREGATE_COUNT_DISTINCT:
    default:
      operand->type = none;
      return TRUE;
    }
}

/* The links of an aggregate: a name, or an array whose last one leads to the rows and the others to where it starts. */
static gboolean
parse_many (FfParser   *self,
            FfOperand  *operand,
            FfJson     *json,
            const char *pointer)
{
  g_autofree char *place = ff_pointer_member (pointer, "link");
  FfScope scope = *self->scope;
  FfParser inner = { &scope, self->problems };
  guint n = ff_json_is_array (json) ? ff_json_get_length (json) : 0;

  for (guint i = 0; i + 1 < n; i++)
    {
      g_autofree char *hop_place = ff_pointer_element (place, i);
      FfHop hop;

      if (!parse_hop (&inner, ff_json_get_element (json, i), hop_place, &hop))
        return FALSE;

      g_array_append_val (operand->hops, hop);
      scope.entity = hop.target;
    }

  if (!ff_parser_link (&inner, n > 0 ? ff_json_get_element (json, n - 1) : json, place, &operand->many))
    return FALSE;

  if (operand->many.link->cardinality != FF_LINK_MANY)
    {
      ff_parser_problem (self, place, _("“%s” leads to one row, so there is nothing to add up. Use its attribute directly."),
                         operand->many.link->label);
      return FALSE;
    }

  return TRUE;
}

/* How a text join says its texts: "descending" and "separator". */
static gboolean
parse_join (FfParser   *self,
            FfOperand  *operand,
            FfJson     *json,
            const char *pointer)
{
  static const char *const names[] = { "descending", "separator" };
  FfJson *descending = ff_json_get_member (json, names[0]);
  FfJson *separator = ff_json_get_member (json, names[1]);
  g_autofree char *descending_place = ff_pointer_member (pointer, names[0]);
  g_autofree char *separator_place = ff_pointer_member (pointer, names[1]);
  gboolean joins = operand->aggregate == FF_AGGREGATE_TEXT_JOIN;

  if (descending != NULL && (!joins || ff_json_get_kind (descending) != FF_JSON_BOOLEAN))
    ff_parser_problem (self, descending_place, _("“%s” is true or false, and only of texts that are joined."), names[0]);
  else if (separator != NULL && (!joins || ff_json_get_string (separator) == NULL))
    ff_parser_problem (self, separator_place, _("“%s” is a text, and only of texts that are joined."), names[1]);
  else
    {
      operand->descending = ff_json_get_boolean (descending, FALSE);
      operand->separator = joins ? g_strdup (separator != NULL ? ff_json_get_string (separator) : ", ") : NULL;
      return TRUE;
    }

  return FALSE;
}

/* What latest, earliest and a text join are in order of; the others take none. */
static gboolean
parse_by (FfParser   *self,
          FfOperand  *operand,
          FfJson     *json,
          const char *pointer)
{
  FfScope scope = ff_scope_over (self->scope, operand->many.target);
  FfParser inner = { &scope, self->problems };
  g_autofree char *place = ff_pointer_member (pointer, "by");

  if (!ff_operand_is_ordered (operand))
    {
      if (json != NULL)
        ff_parser_problem (self, place, _("Only the latest, the earliest and joined texts are in order of something. Remove it."));
      return json == NULL;
    }

  if (operand->many.target->key == NULL)
    {
      ff_parser_problem (self, place, _("“%s” has no key, so its rows have no certain order. Name its key in the data model."),
                         operand->many.target->label);
      return FALSE;
    }

  /* By key alone. */
  if (json == NULL && operand->aggregate == FF_AGGREGATE_TEXT_JOIN)
    return TRUE;

  operand->by = ff_parser_operand (&inner, json, place);

  return operand->by != NULL;
}

static gboolean
parse_of (FfParser   *self,
          FfOperand  *operand,
          FfJson     *json,
          const char *pointer)
{
  FfScope scope = ff_scope_over (self->scope, operand->many.target);
  FfParser inner = { &scope, self->problems };
  g_autofree char *place = ff_pointer_member (pointer, "of");

  if (operand->aggregate == FF_AGGREGATE_COUNT)
    {
      if (json != NULL)
        ff_parser_problem (self, place, _("A count takes no attribute. Remove it, or count different values."));
      return json == NULL;
    }

  operand->of = ff_parser_operand (&inner, json, place);

  return operand->of != NULL && type_aggregate (self, operand, place);
}

static FfOperand *
parse_aggregate (FfParser   *self,
                 FfJson     *json,
                 const char *pointer)
{
  g_autoptr (FfOperand) operand = ff_operand_new (FF_OPERAND_AGGREGATE, self->scope->schema, self->scope->entity);
  g_autofree char *place = ff_pointer_member (pointer, "aggregate");
  g_autofree char *where_place = ff_pointer_member (pointer, "where");
  FfJson *where = ff_json_get_member (json, "where");
  FfScope scope;
  FfParser inner = { &scope, self->problems };
  gboolean good;

  if (!find_aggregate (ff_json_get_member_string (json, "aggregate", NULL), &operand->aggregate))
    {
      ff_parser_problem (self, place, _("This aggregate is not known. Choose count, different values, sum, average, smallest, greatest, standard deviation, joined texts, latest or earliest."));
      return NULL;
    }

  if (!parse_many (self, operand, ff_json_get_member (json, "link"), pointer))
    return NULL;

  operand->type = (FfType) { .kind = FF_KIND_INTEGER };
  good = parse_of (self, operand, ff_json_get_member (json, "of"), pointer);
  good = parse_join (self, operand, json, pointer) && good;
  good = parse_by (self, operand, ff_json_get_member (json, "by"), pointer) && good;

  scope = ff_scope_over (self->scope, operand->many.target);
  if (where != NULL)
    {
      operand->where = ff_parser_rule (&inner, where, where_place);
      good = good && operand->where != NULL;
    }

  if (operand->where != NULL && !ff_rule_has_effect (operand->where))
    g_clear_pointer (&operand->where, ff_rule_unref);

  return good ? g_steal_pointer (&operand) : NULL;
}

FfOperand *
ff_parser_operand (FfParser   *self,
                   FfJson     *json,
                   const char *pointer)
{
  static const char *const attribute_members[] = { "attribute", NULL };
  static const char *const column_members[] = { "column", NULL };
  static const char *const expression_members[] = { "expression", NULL };
  static const char *const aggregate_members[] = { "aggregate", "link", "of", "by", "descending", "separator", "where", NULL };
  FfJson *attribute = ff_json_get_member (json, "attribute");
  FfJson *column = ff_json_get_member (json, "column");
  g_autofree char *place = NULL;

  if (attribute != NULL)
    {
      place = ff_pointer_member (pointer, "attribute");
      if (!ff_parser_check_members (self, json, pointer, attribute_members))
        return NULL;
      return parse_attribute (self, attribute, place);
    }

  if (column != NULL)
    {
      place = ff_pointer_member (pointer, "column");
      if (!ff_parser_check_members (self, json, pointer, column_members))
        return NULL;
      return parse_carried (self, column, place);
    }

  if (ff_json_get_member (json, "expression") != NULL)
    {
      place = ff_pointer_member (pointer, "expression");
      if (!ff_parser_check_members (self, json, pointer, expression_members))
        return NULL;
      return parse_expression (self, ff_json_get_member (json, "expression"), place);
    }

  if (ff_json_get_member (json, "aggregate") != NULL)
    {
      if (!ff_parser_check_members (self, json, pointer, aggregate_members))
        return NULL;
      return parse_aggregate (self, json, pointer);
    }

  ff_parser_problem (self, pointer, _("The attribute is missing. Choose an attribute of “%s”, a column or an aggregate."),
                     self->scope->entity->label);

  return NULL;
}

/**
 * ff_operand_parse:
 * @json: (nullable): an operand in its document form
 * @scope: what it may speak of; borrowed while parsing
 * @pointer: where @json stands, the prefix of the problems' places
 * @problems: (element-type FfRuleProblem): appended to
 *
 * Returns: (nullable) (transfer full): the operand, or %NULL after a problem was reported
 */
FfOperand *
ff_operand_parse (FfJson        *json,
                  const FfScope *scope,
                  const char    *pointer,
                  GPtrArray     *problems)
{
  FfParser parser = { scope, problems };
  g_autoptr (FfOperand) operand = ff_parser_check_levels (&parser, json, pointer) ? ff_parser_operand (&parser, json, pointer) : NULL;

  if (operand == NULL || !ff_parser_check_operand_size (&parser, operand, pointer))
    return NULL;

  return g_steal_pointer (&operand);
}
