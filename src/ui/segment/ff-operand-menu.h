#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* What may stand at the start of a condition, as pages of a menu made from the
 * data model: attributes, what lies behind links, counts and sums over links,
 * columns carried here, saved audiences. No display is needed. */

/**
 * FfOperandMenuFlags:
 * @FF_OPERAND_MENU_CONDITIONS: also what is a condition without a value: linked rows that exist, audiences
 * @FF_OPERAND_MENU_ATTRIBUTES: only attributes, of the row and of what it belongs to
 */
typedef enum
{
  FF_OPERAND_MENU_NONE       = 0,
  FF_OPERAND_MENU_CONDITIONS = 1 << 0,
  FF_OPERAND_MENU_ATTRIBUTES = 1 << 1,
} FfOperandMenuFlags;

/* A page: what is behind @links, seen through an aggregate over the rows behind @many or plainly. */
typedef struct
{
  char    *title;
  FfJson  *many;        /* nullable: array of names, N-1 links and a 1-N one at the end, from the scope's entity */
  char    *aggregate;   /* nullable: asks of the rows behind @many; without one, the page is what can be asked */
  FfJson  *links;       /* array of names of N-1 links, from there or from the scope's entity */
  gboolean audiences;   /* the saved audiences instead */
} FfOperandPage;

/* A line: it picks @item, or opens @page. */
typedef struct
{
  char          *section;   /* title above the first line of it; nullable */
  char          *label;
  char          *detail;    /* kind of value, or where it leads; nullable */
  FfJson        *item;      /* {"left": operand}, {"exists": …} or {"in-audience": …}; nullable */
  FfOperandPage *page;      /* nullable */
} FfOperandLine;

void           ff_operand_page_free   (FfOperandPage      *self);
void           ff_operand_line_free   (FfOperandLine      *self);

/* @page NULL: the first one. Array of FfOperandLine. */
GPtrArray     *ff_operand_menu_list   (const FfScope       *scope,
                                       const FfOperandPage *page,
                                       FfOperandMenuFlags   flags);
/* Lines whose label has the words of @text in it, from the first page and one link behind. */
GPtrArray     *ff_operand_menu_search (const FfScope       *scope,
                                       FfOperandMenuFlags   flags,
                                       const char          *text);

/* {"left": {"expression": @text}} */
FfJson         *ff_operand_menu_new_expression (const char *text);
/* What a person typed; NULL when the operand is no expression. */
const char     *ff_operand_menu_get_expression (FfJson     *operand);

/* "Orders › Sum of Total"; names as they are stored where the data model lacks them. */
char           *ff_operand_menu_dup_label    (FfJson        *operand,
                                              const FfScope *scope);
/* FALSE when the operand has a problem. */
gboolean        ff_operand_menu_get_type     (FfJson        *operand,
                                              const FfScope *scope,
                                              FfType        *out_type);
/* Whose known values it has; NULL for aggregates and when it is gone. */
const FfColumn *ff_operand_menu_find_column  (FfJson        *operand,
                                              const FfScope *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfOperandPage, ff_operand_page_free)

G_END_DECLS
