#pragma once

#include "query/ff-type.h"

G_BEGIN_DECLS

/* The data model of a store: entities, their columns and links. Filled by the
 * store's introspection, then shared between threads and never changed. */

typedef struct
{
  char    *name;         /* as the database spells it */
  char    *label;
  FfType   type;
  gboolean nullable;
  char   **choices;      /* enumeration; nullable */
  char    *list;         /* carried: it is a part of a list of this name, for templates; nullable. Then … */
  guint    list_row;     /* … of this row of it, 0 being the first … */
  char    *list_member;  /* … under this name */
  char    *sql_type;     /* the database's own name for its type, as SQL; nullable where columns have none */
  char    *personal;     /* class of personal data (ff-personal.h); nullable: none */
} FfColumn;

FfColumn *ff_column_copy (const FfColumn *self);
void      ff_column_free (FfColumn       *self);

typedef enum
{
  FF_LINK_ONE,   /* 1-1 or N-1: at most one linked row */
  FF_LINK_MANY,  /* 1-N */
} FfCardinality;

typedef struct
{
  char          *name;            /* unique among the entity's links; used in documents */
  char          *label;
  char          *target;          /* name of the linked entity */
  FfCardinality  cardinality;
  char         **columns;         /* of this entity, NULL-terminated */
  char         **target_columns;  /* of the target, as many */
  gboolean       assured;         /* to one row: the database holds @target_columns to be unique, so nobody needs to look */
  gboolean       exclusive;       /* no two rows lead to the same: 1-1, not N-1 */
} FfLink;

typedef struct
{
  char      *name;           /* table; unique in the schema */
  char      *schema_name;    /* database schema, nullable */
  char      *label;          /* one of them: "Order" */
  char      *label_plural;   /* "Orders" */
  char     **key;            /* 1 to 4 NOT NULL columns; NULL when it cannot be a dimension */
  GPtrArray *columns;        /* of FfColumn */
  GPtrArray *links;          /* of FfLink */
  char     **display;        /* columns that name a row to a person; nullable */
  char      *table_name;     /* in its database schema; nullable: as @name */
  gboolean   is_offered;     /* as a dimension; the others may be one all the same, when they have a key */
  gboolean   key_assured;    /* the database holds @key to be unique and never NULL, so nobody needs to look */
} FfEntity;

typedef struct _FfSchema FfSchema;

FfSchema       *ff_schema_new             (void);
FfSchema       *ff_schema_ref             (FfSchema       *self);
void            ff_schema_unref           (FfSchema       *self);

/* Filling, before anyone else sees it. Takes over the entity. */
FfEntity       *ff_entity_new             (const char     *name);
FfEntity       *ff_entity_copy            (const FfEntity *self);
void            ff_entity_free            (FfEntity       *self);
FfColumn       *ff_entity_add_column      (FfEntity       *self,
                                           const char     *name,
                                           const FfType   *type);
FfLink         *ff_entity_add_link        (FfEntity       *self,
                                           const char     *name,
                                           const char     *target,
                                           FfCardinality   cardinality,
                                           const char    **columns,
                                           const char    **target_columns);
void            ff_schema_take_entity     (FfSchema       *self,
                                           FfEntity       *entity);
/* Roles: "profile" (entity); the rest name a column of the profile:
 * "address:email", "address:sms", "address:push", "language", "time-zone". */
void            ff_schema_set_role        (FfSchema       *self,
                                           const char     *role,
                                           const char     *name);

const char     *ff_schema_get_role        (FfSchema       *self,
                                           const char     *role);   /* NULL when unmapped */
/* In order, NULL-terminated; the names are lent. */
const char    **ff_schema_dup_roles       (FfSchema       *self);
const FfEntity *ff_schema_get_profile     (FfSchema       *self);   /* NULL when none */
/* Whether the column is where a channel reaches the profile. */
gboolean        ff_schema_is_address      (FfSchema       *self,
                                           const FfColumn *column);
guint           ff_schema_get_n_entities  (FfSchema       *self);
const FfEntity *ff_schema_get_entity      (FfSchema       *self,
                                           guint           index);
const FfEntity *ff_schema_find_entity     (FfSchema       *self,
                                           const char     *name);
/* What the rows of a file are: their key is their line. Of every schema, and in none of its lists. */
#define FF_ENTITY_FILE "fanfare_file"
const FfEntity *ff_schema_get_file_entity (void);
gboolean        ff_entity_is_file         (const FfEntity *self);
const FfColumn *ff_entity_find_column     (const FfEntity *self,
                                           const char     *name);
const FfLink   *ff_entity_find_link       (const FfEntity *self,
                                           const char     *name);
/* "1-1", "N-1" or "1-N". */
const char     *ff_link_get_cardinality_id (const FfLink  *self);
gboolean        ff_entity_may_be_null     (const FfEntity *self,
                                           const char     *name);   /* of a column */
/* The link path from @entity to the profile (names, NULL-terminated, empty for the profile itself); NULL if none by N-1 links. */
char          **ff_schema_dup_path_to_profile (FfSchema       *self,
                                               const FfEntity *entity);

/* Consent as the data model maps it. */
typedef struct
{
  const char *entity;      /* rows of it are consents */
  const char *profile;     /* its column with the profile's key */
  const char *channel;     /* its columns */
  const char *topic;       /* nullable: one word for all of them */
  const char *given;
  const char *changed_at;
  gboolean    opt_out;     /* no row means yes; default: no row means no */
} FfConsentMapping;

void                    ff_schema_set_consent (FfSchema               *self,
                                               const FfConsentMapping *mapping); /* copied */
const FfConsentMapping *ff_schema_get_consent (FfSchema               *self);    /* NULL: unmapped = not allowed */

/* Past messages as the data model maps them: each to one profile. */
typedef struct
{
  const char   *entity;
  const char   *profile;     /* its columns: the profile's key, and when it was sent */
  const char   *sent_at;
  const char   *opened_at;   /* nullable, as the rest: NULL before it happens */
  const char   *clicked_at;
  const char   *bounced;     /* a flag, or when */
  const char   *channel;
  const char   *campaign;
  const char   *activity;
  const FfLink *link;        /* from the profile; made by ff_schema_set_history() */
} FfHistoryMapping;

/* What its columns are called in data models: "profile", "sent-at", "opened-at" …, NULL-terminated; and where each stands. */
extern const char *const ff_history_columns[];
const char            **ff_history_find_column (FfHistoryMapping      *self,
                                                const char            *name);   /* NULL: none of that name */
void                    ff_schema_set_history (FfSchema               *self,
                                               const FfHistoryMapping *mapping); /* copied; columns of a wrong kind are left out */
const FfHistoryMapping *ff_schema_get_history (FfSchema               *self);    /* NULL: unmapped */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSchema, ff_schema_unref)

G_END_DECLS
