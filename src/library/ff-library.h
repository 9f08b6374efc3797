#pragma once

#include "model/ff-edit.h"

G_BEGIN_DECLS

/* The folder of what a person keeps. campaigns/ID.fanfare is the truth of each
 * draft; library.db holds index, undo logs and settings of sources; outbox.db
 * and rehearsal.log stand beside it. Every call blocks and belongs on a worker
 * or in a program without a window; a connection is opened per library object,
 * which belongs to one thread. Several objects may be open on one folder. */

#define FF_LIBRARY_ERROR (ff_library_error_quark ())
GQuark ff_library_error_quark (void);

/**
 * FfLibraryError:
 * @FF_LIBRARY_ERROR_NOT_FOUND: there is no campaign or template of that id
 * @FF_LIBRARY_ERROR_BUSY: it runs and cannot be removed
 * @FF_LIBRARY_ERROR_EXISTS: a campaign of that id, a saved filter or a data source of that name is here already
 */
typedef enum
{
  FF_LIBRARY_ERROR_NOT_FOUND,
  FF_LIBRARY_ERROR_BUSY,
  FF_LIBRARY_ERROR_EXISTS,
} FfLibraryError;

typedef struct
{
  char    *id;
  char    *name;
  char    *state;          /* "draft", "running", "finished", "stopped", "failed"; "damaged": the file cannot be read */
  char    *template_id;    /* it began as a copy of; "" */
  gint64   n_people;       /* of its channel activities when last counted; -1 unknown */
  gint64   counted_at;
  gint     n_problems, n_warnings;
  gint64   changed_at;
  char    *path;           /* of the document */
  char    *description;    /* of a template; else NULL */
  gint64   removed_at;     /* 0; else in the bin since */
} FfLibraryEntry;

/* What a card shows beside the document; a number of -1 and a state of NULL leave what is there. */
typedef struct
{
  char    *state;
  gint64   n_people;
  gint64   counted_at;
  gint     n_problems, n_warnings;
} FfLibraryFacts;

#define FF_LIBRARY_FACTS_INIT { NULL, -1, -1, -1, -1 }

typedef struct _FfLibrary FfLibrary;

/* Where things stand, without opening: $FANFARE_LIBRARY, else $XDG_DATA_HOME/fanfare; and in a library's folder. */
char        *ff_library_dup_default_path      (void);
char        *ff_library_dup_outbox_path_in    (const char *path);
char        *ff_library_dup_rehearsal_path_in (const char *path);   /* the gateway's log */
char        *ff_library_dup_sample_path_in    (const char *path);   /* where the sample store stands or will */

char        *ff_library_dup_files_path_in     (const char *path);   /* the folder of files that campaigns name */

/* @path NULL: the default one. */
FfLibrary   *ff_library_open           (const char   *path,
                                        GError      **error);
void         ff_library_free           (FfLibrary    *self);
char        *ff_library_dup_outbox_path    (FfLibrary *self);
char        *ff_library_dup_rehearsal_path (FfLibrary *self);
char        *ff_library_dup_sample_path    (FfLibrary *self);

GPtrArray   *ff_library_list           (FfLibrary    *self,          /* of FfLibraryEntry, last changed first */
                                        gboolean      removed,
                                        GError      **error);
void         ff_library_entry_free     (FfLibraryEntry *self);
/* The draft with its undo log (nullable out). */
FfCampaign  *ff_library_load           (FfLibrary    *self,
                                        const char   *id,
                                        FfJson      **out_history,   /* NULL inside when there is none for this document */
                                        GError      **error);
/* Document text and undo log, as values, so that a worker can write what the main thread printed.
 * The file is written beside, synced and renamed. */
gboolean     ff_library_save           (FfLibrary    *self,
                                        const char   *id,
                                        const char   *document,
                                        FfJson       *history,       /* nullable */
                                        GError      **error);
/* What a window has open, so that a crash can be told: @out_restored_at is when the document was last changed if it
 * was open and never closed, else 0. */
gboolean     ff_library_note_open      (FfLibrary    *self,
                                        const char   *id,
                                        gint64       *out_restored_at,
                                        GError      **error);
gboolean     ff_library_note_closed    (FfLibrary    *self,
                                        const char   *id,
                                        GError      **error);
gboolean     ff_library_set_facts      (FfLibrary    *self,
                                        const char   *id,
                                        const FfLibraryFacts *facts,
                                        GError      **error);
/* Another name in the document; its undo log stays as it is. */
gboolean     ff_library_rename         (FfLibrary    *self,
                                        const char   *id,
                                        const char   *name,
                                        GError      **error);
/* A copy with a new id, named after the original. Answers the id. */
char        *ff_library_duplicate      (FfLibrary    *self,
                                        const char   *id,
                                        GError      **error);

/**
 * FfLibraryImport:
 * @FF_LIBRARY_IMPORT_ASK: a different campaign of the same id is %FF_LIBRARY_ERROR_EXISTS
 * @FF_LIBRARY_IMPORT_OPEN: keep the one that is here
 * @FF_LIBRARY_IMPORT_REPLACE: put the file in its place
 * @FF_LIBRARY_IMPORT_COPY: give the file's campaign a new id
 *
 * What to do with a file whose id the library knows.
 */
typedef enum
{
  FF_LIBRARY_IMPORT_ASK,
  FF_LIBRARY_IMPORT_OPEN,
  FF_LIBRARY_IMPORT_REPLACE,
  FF_LIBRARY_IMPORT_COPY,
} FfLibraryImport;

/* From a file elsewhere; the same content, or a file of this library, is simply known. Answers the id. */
char        *ff_library_import         (FfLibrary      *self,
                                        const char     *path,
                                        FfLibraryImport known,
                                        GError        **error);
gboolean     ff_library_remove         (FfLibrary    *self,          /* to the bin, for 30 days */
                                        const char   *id,
                                        GError      **error);
gboolean     ff_library_restore        (FfLibrary    *self,
                                        const char   *id,
                                        GError      **error);
/* Templates ship as resources; a new draft is a copy with a new id. Array of FfLibraryEntry; @path is a resource path. */
GPtrArray   *ff_library_list_templates (void);
FfCampaign  *ff_library_load_template  (const char   *template_id,
                                        GError      **error);
char        *ff_library_new_from_template (FfLibrary *self,
                                           const char *template_id,   /* NULL: blank */
                                           GError    **error);

/* ---- Saved filters (query/ff-filter.h). */

/* Where one is used: in a campaign or in another filter. */
typedef struct
{
  char *campaign;   /* id; nullable */
  char *filter;     /* id; nullable */
  char *name;       /* of either */
  char *pointer;    /* JSON pointer of the condition in its document */
} FfLibraryUse;

/* id → filter, in order of names. */
FfJson      *ff_library_dup_filters    (FfLibrary    *self,
                                        GError      **error);
/* The same from a folder that nobody opened; @path NULL: the default one. None where there is no library. */
FfJson      *ff_library_read_filters   (const char   *path,
                                        GError      **error);
/* Answers the id; @id NULL: a new one. */
char        *ff_library_save_filter    (FfLibrary    *self,
                                        const char   *id,
                                        FfJson       *filter,
                                        GError      **error);
gboolean     ff_library_remove_filter  (FfLibrary    *self,
                                        const char   *id,
                                        GError      **error);
GPtrArray   *ff_library_list_filter_uses (FfLibrary  *self,        /* of FfLibraryUse */
                                        const char   *id,
                                        GError      **error);
void         ff_library_use_free       (FfLibraryUse *self);

/* ---- Data sources: a name, and where the store is. */

/* name → {"url"}, in order of names. */
FfJson      *ff_library_dup_sources    (FfLibrary    *self,
                                        GError      **error);
/* The same from a folder that nobody opened; @path NULL: the default one. None where there is no library. */
FfJson      *ff_library_read_sources   (const char   *path,
                                        GError      **error);
gboolean     ff_library_save_source    (FfLibrary    *self,
                                        const char   *replaced,    /* nullable */
                                        const char   *name,
                                        const char   *url,
                                        GError      **error);
gboolean     ff_library_remove_source  (FfLibrary    *self,
                                        const char   *name,
                                        GError      **error);
char        *ff_library_dup_source_url (FfJson       *sources,
                                        const char   *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfLibrary, ff_library_free)

G_END_DECLS
