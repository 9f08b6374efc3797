#pragma once

/* Inside of the room: what backends share when they find out a data model:
 * keys, links, names, and what the store's own model table says. */

#include "store/ff-store-private.h"

G_BEGIN_DECLS

typedef struct _FfModel FfModel;

/* One declared foreign key. */
typedef struct
{
  FfEntity   *child;
  char       *parent;          /* as declared */
  GPtrArray  *columns;         /* of char* */
  GPtrArray  *parent_columns;  /* of char*; empty: the parent's key */
  guint       place;           /* of its first column in the table: links come in that order */
} FfForeignKey;

typedef struct
{
  GPtrArray  *entities;        /* of FfEntity */
  GPtrArray  *foreign_keys;    /* of FfForeignKey, of each table in the order of their declaration */
  GHashTable *uniques;         /* entity's name → GPtrArray of GStrv: columns that are unique together */
} FfIntrospection;

void            ff_introspection_init         (FfIntrospection *self);
void            ff_introspection_clear        (FfIntrospection *self);
/* Takes @entity over. Lends the list of what is unique in it, to be filled. */
GPtrArray      *ff_introspection_add_entity   (FfIntrospection *self,
                                               FfEntity        *entity);
FfForeignKey   *ff_introspection_add_foreign_key (FfIntrospection *self,
                                               FfEntity        *child,
                                               const char      *parent);
/* One more column of the key, and what it equals (nullable). */
void            ff_foreign_key_add_column     (FfForeignKey    *self,
                                               const char      *column,
                                               const char      *parent_column);
/* @declared (of char*), or what is unique and never NULL; NULL when that is no key for us. */
char          **ff_introspection_dup_key      (FfIntrospection *self,
                                               FfEntity        *entity,
                                               GPtrArray       *declared);
/* When all keys are there: links, and what follows from keys. Before what a model says. */
void            ff_introspection_add_links    (FfIntrospection *self);
/* What nobody said is guessed; then the entities are @schema's, and so is what @model says of several together. */
void            ff_introspection_finish       (FfIntrospection *self,
                                               FfSchema        *schema,
                                               FfModel         *model);
/* Whether an index over @index serves @columns, in any order. */
gboolean        ff_columns_begin_with         (char           **index,
                                               char           **columns);

/* Rows of the model table (the format stands in ff-sample-schema.c), in order: those of tables first. Finished when the entities are the schema's. */
FfModel        *ff_model_new                  (GPtrArray       *entities,
                                               FfSchema        *schema);
void            ff_model_free                 (FfModel         *self);
/* FALSE for the row that says a newer program wrote the model. */
gboolean        ff_model_add_row              (FfModel         *self,
                                               const char      *entity,
                                               const char      *name,
                                               const char      *role,
                                               const char      *value,
                                               GError         **error);
void            ff_model_finish               (FfModel         *self);
void            ff_model_guess_roles          (GPtrArray       *entities,
                                               FfSchema        *schema);

/* Labels from names (ff-label.c). */
char           *ff_label_from_name            (const char      *name);
char           *ff_label_singular             (const char      *label);
char           *ff_label_plural               (const char      *label);
/* An entity's and its columns' labels, from their names. */
void            ff_label_entity               (FfEntity        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfIntrospection, ff_introspection_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfModel, ff_model_free)

G_END_DECLS
