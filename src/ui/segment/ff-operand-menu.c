/* The menu of attributes as data. Called by the picker and its tests; pure,
 * main thread. */

#include "ui/segment/ff-operand-menu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More hops make sense only to those who type them. */
#define MAX_HOPS 4

static const struct
{
  const char *id;
  const char *label;   /* with the attribute */
  const char *title;
} aggregates[] = {
  { "sum",            N_("Sum of %s"),                 N_("Sum of…") },
  { "average",        N_("Average of %s"),             N_("Average of…") },
  { "min",            N_("Smallest %s"),               N_("Smallest…") },
  { "max",            N_("Greatest %s"),               N_("Greatest…") },
  { "standard-deviation", N_("Standard Deviation of %s"), N_("Standard Deviation of…") },
  { "text-join",      N_("Joined %s"),                 N_("Joined…") },
  { "latest",         N_("Latest %s"),                 N_("Latest…") },
  { "earliest",       N_("Earliest %s"),               N_("Earliest…") },
  { "count-distinct", N_("Different Values of %s"),    N_("Different Values of…") },
};

void
ff_operand_page_free (FfOperandPage *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_clear_pointer (&self->links, ff_json_unref);
  g_clear_pointer (&self->many, ff_json_unref);
  g_free (self->aggregate);
  g_free (self);
}

void
ff_operand_line_free (FfOperandLine *self)
{
  g_free (self->section);
  g_free (self->label);
  g_free (self->detail);
  g_clear_pointer (&self->item, ff_json_unref);
  g_clear_pointer (&self->page, ff_operand_page_free);
  g_free (self);
}

/* ---- Making lines. */

typedef struct
{
  const FfScope       *scope;
  const FfOperandPage *page;   /* nullable */
  const FfEntity      *entity; /* that the page shows */
  FfOperandMenuFlags   flags;
  GPtrArray           *lines;
} Menu;

static FfOperandLine *
add_line (Menu       *menu,
          const char *section,
          char       *take_label,
          const char *detail)
{
  FfOperandLine *line = g_new0 (FfOperandLine, 1);

  line->section = g_strdup (section);
  line->label = take_label;
  line->detail = g_strdup (detail);
  g_ptr_array_add (menu->lines, line);

  return line;
}

static FfJson *
new_left (FfJson *take_operand)
{
  FfJson *item = ff_json_new_object ();

  ff_json_take_member (item, "left", take_operand);
  return item;
}

static FfJson *
new_named (const char *member,
           const char *name)
{
  FfJson *item = ff_json_new_object ();

  ff_json_set_string (item, member, name);
  return item;
}

static FfJson *
dup_links (const FfOperandPage *page)
{
  return page != NULL && page->links != NULL ? ff_json_ref (page->links) : ff_json_new_array ();
}

static FfJson *
links_with (const FfOperandPage *page,
            const char          *name)
{
  g_autoptr (FfJson) links = dup_links (page);
  g_autoptr (FfJson) value = ff_json_new_string (name);

  return ff_json_with_element (links, -1, value, TRUE);
}

static guint
get_n_hops (const FfOperandPage *page)
{
  return page != NULL ? ff_json_get_length (page->links) : 0;
}

static gboolean
is_in_time (const char *aggregate)
{
  return g_str_equal (aggregate, "latest") || g_str_equal (aggregate, "earliest");
}

/* What the rows of an entity are in order of when nothing else is said: its first date or moment. */
static const FfColumn *
find_time (const FfEntity *entity)
{
  for (guint i = 0; i < entity->columns->len; i++)
    {
      const FfColumn *column = entity->columns->pdata[i];

      if (column->type.kind == FF_KIND_INSTANT || column->type.kind == FF_KIND_DATE)
        return column;
    }

  return NULL;
}

static FfJson *
new_attribute (const char *column)
{
  FfJson *operand = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();

  ff_json_take_element (path, ff_json_new_string (column));
  ff_json_take_member (operand, "attribute", path);
  return operand;
}

static const FfEntity *find_entity (const FfScope  *scope,
                                    const FfEntity *entity,
                                    FfJson         *links);

/* The operand of one attribute of the page's entity. */
static FfJson *
new_operand (Menu       *menu,
             const char *column)
{
  const FfOperandPage *page = menu->page;
  FfJson *operand = ff_json_new_object ();

  ff_json_take_member (operand, "attribute", links_with (page, column));
  if (page != NULL && page->aggregate != NULL)
    {
      FfJson *aggregate = ff_json_new_object ();

      ff_json_set_string (aggregate, "aggregate", page->aggregate);
      ff_json_take_member (aggregate, "link", ff_json_ref (page->many));
      ff_json_take_member (aggregate, "of", operand);
      if (is_in_time (page->aggregate))
        ff_json_take_member (aggregate, "by",
                             new_attribute (find_time (find_entity (menu->scope, menu->scope->entity, page->many))->name));
      return aggregate;
    }

  return operand;
}

static gboolean
takes_kind (const char *aggregate,
            FfKind      kind)
{
  if (g_str_equal (aggregate, "sum") || g_str_equal (aggregate, "average") || g_str_equal (aggregate, "standard-deviation"))
    return ff_kind_is_number (kind);
  if (g_str_equal (aggregate, "text-join"))
    return kind == FF_KIND_TEXT;
  if (g_str_equal (aggregate, "count-distinct") || is_in_time (aggregate))
    return TRUE;

  return kind != FF_KIND_FLAG;
}

static char *
dup_aggregate_label (const char *aggregate,
                     const char *of)
{
  for (guint i = 0; i < G_N_ELEMENTS (aggregates); i++)
    if (g_str_equal (aggregates[i].id, aggregate))
      {
        g_auto (GStrv) parts = g_strsplit (_(aggregates[i].label), "%s", 2);

        return g_strconcat (parts[0], of, parts[1], NULL);
      }

  return g_strdup (of);
}

static void
add_attributes (Menu *menu)
{
  const char *aggregate = menu->page != NULL ? menu->page->aggregate : NULL;

  for (guint i = 0; i < menu->entity->columns->len; i++)
    {
      const FfColumn *column = menu->entity->columns->pdata[i];
      FfOperandLine *line;

      if (aggregate != NULL && !takes_kind (aggregate, column->type.kind))
        continue;

      line = add_line (menu, _("Attributes"),
                       aggregate != NULL ? dup_aggregate_label (aggregate, column->label) : g_strdup (column->label),
                       ff_kind_get_name (column->type.kind));
      line->item = new_left (new_operand (menu, column->name));
    }
}

static FfOperandPage *
new_page (const FfOperandPage *before,
          const char          *title)
{
  FfOperandPage *page = g_new0 (FfOperandPage, 1);

  page->title = g_strdup (title);
  page->links = dup_links (before);
  if (before != NULL)
    {
      page->many = before->many != NULL ? ff_json_ref (before->many) : NULL;
      page->aggregate = g_strdup (before->aggregate);
    }

  return page;
}

/* What one row of the page's entity belongs to. */
static void
add_links_to_one (Menu *menu)
{
  if (get_n_hops (menu->page) >= MAX_HOPS)
    return;

  for (guint i = 0; i < menu->entity->links->len; i++)
    {
      const FfLink *link = menu->entity->links->pdata[i];
      const FfEntity *target = ff_schema_find_entity (menu->scope->schema, link->target);
      FfOperandLine *line;

      if (link->cardinality != FF_LINK_ONE || target == NULL)
        continue;

      line = add_line (menu, _("Belongs To"), g_strdup (link->label), target->label);
      line->page = new_page (menu->page, link->label);
      ff_json_unref (line->page->links);
      line->page->links = links_with (menu->page, link->name);
    }
}

static void
add_links_to_many (Menu *menu)
{
  for (guint i = 0; i < menu->entity->links->len; i++)
    {
      const FfLink *link = menu->entity->links->pdata[i];
      const FfEntity *target = ff_schema_find_entity (menu->scope->schema, link->target);
      FfOperandLine *line;

      if (link->cardinality != FF_LINK_MANY || target == NULL)
        continue;

      line = add_line (menu, _("Has Many"), g_strdup (link->label), target->label_plural);
      line->page = new_page (NULL, link->label);
      line->page->many = links_with (menu->page, link->name);
    }
}

static void
add_exists (Menu       *menu,
            const char *section,
            const char *link)
{
  FfOperandLine *line;

  if ((menu->flags & FF_OPERAND_MENU_CONDITIONS) == 0)
    return;

  line = add_line (menu, section, g_strdup (_("At Least One Such That…")), NULL);
  line->item = new_named ("exists", link);
  line = add_line (menu, section, g_strdup (_("None Such That…")), NULL);
  line->item = new_named ("not-exists", link);
}

/* The page of one 1-N link: what can be asked of many rows. */
static void
add_questions (Menu   *menu,
               FfJson *many)
{
  FfJson *operand = ff_json_new_object ();
  FfOperandLine *line;

  if (ff_json_get_length (many) == 1)
    add_exists (menu, NULL, ff_json_get_string (ff_json_get_element (many, 0)));

  ff_json_set_string (operand, "aggregate", "count");
  ff_json_take_member (operand, "link", ff_json_ref (many));
  line = add_line (menu, NULL, g_strdup (_("How Many")), ff_kind_get_name (FF_KIND_INTEGER));
  line->item = new_left (operand);

  for (guint i = 0; i < G_N_ELEMENTS (aggregates); i++)
    {
      if (is_in_time (aggregates[i].id) && find_time (menu->entity) == NULL)
        continue;

      line = add_line (menu, NULL, g_strdup (_(aggregates[i].title)), NULL);
      line->page = new_page (NULL, _(aggregates[i].title));
      line->page->many = ff_json_ref (many);
      line->page->aggregate = g_strdup (aggregates[i].id);
    }
}

static void
add_carried (Menu *menu)
{
  for (guint i = 0; menu->scope->carried != NULL && i < menu->scope->carried->len; i++)
    {
      const FfColumn *column = menu->scope->carried->pdata[i];
      FfOperandLine *line = add_line (menu, _("Added Before"), g_strdup (column->label),
                                      ff_kind_get_name (column->type.kind));

      line->item = new_left (new_named ("column", column->name));
    }
}

static const char *
get_audience_entity (FfJson *audience)
{
  return ff_json_is_object (audience) ? ff_json_get_member_string (audience, "entity", "") : ff_json_get_string (audience);
}

static void
add_audiences (Menu     *menu,
               gboolean  as_page)
{
  guint n_fitting = 0;

  for (guint i = 0; i < ff_json_get_length (menu->scope->audiences); i++)
    {
      const char *name = ff_json_get_name (menu->scope->audiences, i);
      FfOperandLine *line;

      if (g_strcmp0 (get_audience_entity (ff_json_get_value (menu->scope->audiences, i)), menu->scope->entity->name) != 0)
        continue;

      n_fitting++;
      if (as_page)
        continue;

      line = add_line (menu, _("Members Of"), g_strdup (name), NULL);
      line->item = new_named ("in-audience", name);
    }

  for (guint i = 0; !as_page && i < n_fitting; i++)
    {
      const FfOperandLine *in = menu->lines->pdata[i];
      FfOperandLine *line = add_line (menu, _("Not Members Of"), g_strdup (in->label), NULL);

      line->item = new_named ("not-in-audience", in->label);
    }

  if (as_page && n_fitting > 0)
    {
      FfOperandLine *line = add_line (menu, _("Saved"), g_strdup (_("Audience")), NULL);

      line->page = new_page (NULL, _("Audience"));
      line->page->audiences = TRUE;
    }
}

static const FfEntity *
find_entity (const FfScope  *scope,
             const FfEntity *entity,
             FfJson         *links)
{
  for (guint i = 0; entity != NULL && i < ff_json_get_length (links); i++)
    {
      const FfLink *link = ff_entity_find_link (entity, ff_json_get_string (ff_json_get_element (links, i)));

      entity = link != NULL ? ff_schema_find_entity (scope->schema, link->target) : NULL;
    }

  return entity;
}

/* What the page shows the attributes of; NULL when a link is gone. */
static const FfEntity *
find_page_entity (const FfScope       *scope,
                  const FfOperandPage *page)
{
  const FfEntity *entity = scope->entity;

  if (page == NULL)
    return entity;

  return find_entity (scope, find_entity (scope, entity, page->many), page->links);
}

/**
 * ff_operand_menu_list:
 * @scope: what a rule may speak of
 * @page: (nullable): which page; %NULL is the first
 * @flags: whether conditions are wanted, or operands only
 *
 * Returns: (transfer full) (element-type FfOperandLine): its lines, those of
 *   one section together
 */
GPtrArray *
ff_operand_menu_list (const FfScope       *scope,
                      const FfOperandPage *page,
                      FfOperandMenuFlags   flags)
{
  Menu menu = { scope, page, find_page_entity (scope, page), flags,
                g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_line_free) };
  gboolean is_first = page == NULL;

  if (menu.entity == NULL)
    return menu.lines;

  if (page != NULL && page->audiences)
    {
      add_audiences (&menu, FALSE);
      return menu.lines;
    }

  if (page != NULL && page->many != NULL && page->aggregate == NULL)
    {
      add_questions (&menu, page->many);
      return menu.lines;
    }

  if (is_first)
    add_carried (&menu);
  else if (page->aggregate == NULL && get_n_hops (page) == 1)
    add_exists (&menu, _("Rows"), ff_json_get_string (ff_json_get_element (page->links, 0)));
  add_attributes (&menu);
  add_links_to_one (&menu);
  if ((is_first || page->aggregate == NULL) && (flags & FF_OPERAND_MENU_ATTRIBUTES) == 0)
    add_links_to_many (&menu);
  if (is_first && (flags & FF_OPERAND_MENU_CONDITIONS) != 0)
    add_audiences (&menu, TRUE);

  return menu.lines;
}

static gboolean
has_words (const char *label,
           char      **words)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Takes from @from what can be picked and has the words. */
static void
take_found (GPtrArray  *from,
            const char *before,
            char      **words,
            GPtrArray  *found)
{
  for (guint i = 0; i < from->len; i++)
    {
      FfOperandLine *line = from->pdata[i];
      g_autofree char *whole = before != NULL ? g_strdup_printf ("%s › %s", before, line->label) : g_strdup (line->label);
      FfOperandLine *copy;

      if (line->item == NULL || !has_words (whole, words))
        continue;

      copy = g_new0 (FfOperandLine, 1);
      copy->label = g_steal_pointer (&whole);
      copy->detail = g_strdup (line->detail);
      copy->item = ff_json_ref (line->item);
      g_ptr_array_add (found, copy);
    }
}

/**
 * ff_operand_menu_search:
 * @scope: what a rule may speak of
 * @flags: whether conditions are wanted, or operands only
 * @text: words that a line must have
 *
 * Returns: (transfer full) (element-type FfOperandLine): what can be picked
 *   from the first page, then from the pages it opens
 */
GPtrArray *
ff_operand_menu_search (const FfScope      *scope,
                        FfOperandMenuFlags  flags,
                        const char         *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GPtrArray) first = ff_operand_menu_list (scope, NULL, flags);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_line_free);

  take_found (first, NULL, words, found);
  for (guint i = 0; i < first->len; i++)
    {
      FfOperandLine *line = first->pdata[i];
      g_autoptr (GPtrArray) behind = NULL;

      if (line->page == NULL)
        continue;

      behind = ff_operand_menu_list (scope, line->page, flags);
      take_found (behind, line->label, words, found);

      /* One more for what is asked of many rows: “Orders › Sum of Total”. */
      for (guint j = 0; line->page->many != NULL && j < behind->len; j++)
        {
          FfOperandLine *inner = behind->pdata[j];
          g_autoptr (GPtrArray) last = inner->page != NULL ? ff_operand_menu_list (scope, inner->page, flags) : NULL;

          if (last != NULL)
            take_found (last, line->label, words, found);
        }
    }

  return found;
}

FfJson *
ff_operand_menu_new_expression (const char *text)
{
  FfJson *operand = ff_json_new_object ();

  ff_json_set_string (operand, "expression", text);
  return new_left (operand);
}

const char *
ff_operand_menu_get_expression (FfJson *operand)
{
  return ff_json_get_member_string (operand, "expression", NULL);
}

/* ---- Naming. */

static char *
dup_stored_name (FfJson *operand)
{
  FfJson *path = ff_json_get_member (operand, "attribute");
  const char *name = ff_json_get_member_string (operand, "column", NULL);

  const char *expression = ff_operand_menu_get_expression (operand);

  if (expression != NULL)
    return *expression != '\0' ? ff_expression_dup_label (expression) : g_strdup (_("Write an Expression"));

  if (path != NULL)
    name = ff_json_get_string (ff_json_get_element (path, ff_json_get_length (path) - 1));
  if (name == NULL)
    name = ff_json_get_member_string (operand, "aggregate", NULL);

  return g_strdup (name != NULL ? name : _("Choose an Attribute"));
}

/**
 * ff_operand_menu_dup_label:
 * @operand: (nullable): document form
 * @scope: what it may speak of; its schema may be %NULL
 *
 * Returns: (transfer full): what a button that shows it says
 */
char *
ff_operand_menu_dup_label (FfJson        *operand,
                           const FfScope *scope)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfOperand) parsed = NULL;
  g_autoptr (FfJson) bare = NULL;

  if (scope->entity == NULL || operand == NULL)
    return dup_stored_name (operand);

  /* A problem in the filter of an aggregate does not change its name. */
  bare = ff_json_get_member (operand, "where") != NULL ? ff_json_without_member (operand, "where") : ff_json_ref (operand);
  parsed = ff_operand_parse (bare, scope, "", problems);

  return parsed != NULL ? ff_operand_dup_label (parsed) : dup_stored_name (operand);
}

gboolean
ff_operand_menu_get_type (FfJson        *operand,
                          const FfScope *scope,
                          FfType        *out_type)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfOperand) parsed = NULL;
  g_autoptr (FfJson) bare = NULL;

  if (scope->entity == NULL || operand == NULL)
    return FALSE;

  bare = ff_json_get_member (operand, "where") != NULL ? ff_json_without_member (operand, "where") : ff_json_ref (operand);
  parsed = ff_operand_parse (bare, scope, "", problems);
  if (parsed == NULL)
    return FALSE;

  *out_type = *ff_operand_get_type (parsed);
  return TRUE;
}

const FfColumn *
ff_operand_menu_find_column (FfJson        *operand,
                             const FfScope *scope)
{
  FfJson *path = ff_json_get_member (operand, "attribute");
  const char *carried = ff_json_get_member_string (operand, "column", NULL);
  const FfEntity *entity = scope->entity;
  guint n = ff_json_get_length (path);

  for (guint i = 0; carried != NULL && scope->carried != NULL && i < scope->carried->len; i++)
    {
      const FfColumn *column = scope->carried->pdata[i];

      if (g_str_equal (column->name, carried))
        return column;
    }

  for (guint i = 0; entity != NULL && i + 1 < n; i++)
    {
      const char *name = ff_json_get_string (ff_json_get_element (path, i));
      const FfLink *link = name != NULL ? ff_entity_find_link (entity, name) : NULL;

      entity = link != NULL ? ff_schema_find_entity (scope->schema, link->target) : NULL;
    }

  if (entity == NULL || n == 0 || ff_json_get_string (ff_json_get_element (path, n - 1)) == NULL)
    return NULL;

  return ff_entity_find_column (entity, ff_json_get_string (ff_json_get_element (path, n - 1)));
}
