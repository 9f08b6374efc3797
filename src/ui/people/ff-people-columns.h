#pragma once

#include "store/ff-store.h"

G_BEGIN_DECLS

/* Which columns a list of people can show, which it shows at first, and how their values read. Pure functions of the
 * data model and of what a table carries; any thread. */

typedef struct
{
  char      *id;         /* stored: "@" name, "@LINK" name of what it leads to, ".LINK.COLUMN", "+CARRIED", "#LINK" */
  char      *title;
  char      *group;      /* heading in the chooser; "" the dimension's own */
  GPtrArray *operands;   /* of FfJson: several are joined by a space */
  GArray    *types;      /* of FfType, of the operands */
  gboolean   is_number;
} FfPeopleColumn;

/* Everything that can be shown, in the order of the chooser. Array of FfPeopleColumn. */
GPtrArray      *ff_people_columns_list     (FfSchema              *schema,
                                            const FfEntity        *entity,
                                            GPtrArray             *carried);  /* of FfColumn; nullable */
const FfPeopleColumn *ff_people_columns_find (GPtrArray           *columns,
                                              const char          *id);
/* Ids of those shown when nobody chose; NULL-terminated. */
char          **ff_people_columns_dup_default (FfSchema           *schema,
                                               const FfEntity     *entity,
                                               GPtrArray          *carried,
                                               GPtrArray          *columns);

/* The choice of a person, kept by data source and dimension; NULL when there is none. Main thread. */
char          **ff_people_columns_dup_kept (const char            *store_url,
                                            const FfEntity        *entity);
void            ff_people_columns_keep     (const char            *store_url,
                                            const FfEntity        *entity,
                                            const char *const     *ids);      /* NULL: the default again */

/* What to ask for, and what a row of the answer reads as: one text per column. @columns of const FfPeopleColumn. */
FfJson         *ff_people_columns_dup_operands (GPtrArray         *columns);
char          **ff_people_columns_dup_cells (GPtrArray            *columns,
                                             const FfPage         *page,
                                             guint                 row,
                                             GTimeZone            *zone);
/* “20 July 2026”, “1,204”, “12.50”: as people read it; "" when empty. */
char           *ff_people_value_dup_text   (const FfValue         *value,
                                            const FfType          *type,
                                            GTimeZone             *zone);

G_END_DECLS
