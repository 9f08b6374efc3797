#pragma once

/* Random expressions, each of a kind that was asked for. */

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* A column of a working table. */
typedef struct
{
  char   *name;
  FfKind  kind;
} FfRandomColumn;

char *ff_random_expression (GRand          *rand,
                            FfSchema       *schema,
                            const FfEntity *entity,
                            GArray         *carried,   /* (nullable) of FfRandomColumn */
                            FfKind          kind);

G_END_DECLS
