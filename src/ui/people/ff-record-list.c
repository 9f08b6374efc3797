/* A list that is read page by page and keeps only a few. */

#include "ui/people/ff-record-list.h"

/* A list view holds on to 200 rows around what it shows. */
#define MAX_PAGES 8

/* Whoever drags the scrollbar wishes for more pages than are seen in the end. */
#define MAX_ASKED 2

typedef struct
{
  char      *after;    /* where it begins; NULL: the first, or not known */
  guint      n;
  GPtrArray *records;  /* of FfRecord; NULL: let go, and nobody looked again */
  gboolean   loaded;
  gboolean   wanted;   /* somebody looked */
  gboolean   asked;
  guint64    touched;
} Page;

struct _FfRecordList
{
  GObject       parent_instance;

  FfRecordLoad  load;
  gpointer      user_data;
  guint         page_size;

  gint64        total;        /* -1: not known */
  GPtrArray    *pages;        /* of Page, all but the last full; NULL where nobody looked yet */
  guint         n_items;
  guint         n_asked;      /* pages in the middle */
  char         *next;         /* where the page after the last begins; NULL: there is none */
  guint64       time;         /* counts looks */
  guint64       question;     /* answers to earlier ones are dropped */
  gboolean      starting;     /* the first page of the question is not here yet */
  gboolean      growing;
  GCancellable *cancellable;
  GError       *error;
};

struct _FfRecordAsk
{
  FfRecordList *list;
  guint64       question;
  guint         page;
  char         *after;
  guint         skip;
  guint         limit;
  gboolean      from_end;
  GCancellable *cancellable;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FfRecordList, ff_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
page_free (Page *self)
{
  if (self == NULL)
    return;

  g_free (self->after);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

/* ---- Asking. */

static void
ask_free (FfRecordAsk *self)
{
  g_object_unref (self->list);
  g_object_unref (self->cancellable);
  g_free (self->after);
  g_free (self);
}

static FfRecordAsk *
new_ask (FfRecordList *self,
         guint         page,
         const char   *after)
{
  FfRecordAsk *question = g_new0 (FfRecordAsk, 1);

  question->list = g_object_ref (self);
  question->question = self->question;
  question->page = page;
  question->after = g_strdup (after);
  question->limit = self->page_size;
  question->cancellable = g_object_ref (self->cancellable);

  return question;
}

static void
ask (FfRecordList *self,
     guint         page,
     const char   *after)
{
  self->load (new_ask (self, page, after), self->user_data);
}

/* A page in the middle, from the nearest place before it that is known, or back from the end. */
static void
ask_middle (FfRecordList *self,
            guint         index)
{
  Page *page = self->pages->pdata[index];
  guint n_after = self->n_items - index * self->page_size - page->n;
  guint from = index;
  FfRecordAsk *question;

  while (from > 0 && (self->pages->pdata[from] == NULL || ((Page *) self->pages->pdata[from])->after == NULL))
    from--;

  question = new_ask (self, index, from > 0 ? ((Page *) self->pages->pdata[from])->after : NULL);
  question->limit = page->n;
  question->skip = (index - from) * self->page_size;
  if (n_after < question->skip)
    {
      g_clear_pointer (&question->after, g_free);
      question->skip = n_after;
      question->from_end = TRUE;
    }

  page->asked = TRUE;
  self->n_asked++;
  self->load (question, self->user_data);
}

/* Whoever looked last is answered first; whom nobody looks at any more is not asked for. */
static void
ask_wanted (FfRecordList *self)
{
  while (self->n_asked < MAX_ASKED && !self->starting)
    {
      Page *latest = NULL;
      guint latest_index = 0;

      for (guint i = 0; i < self->pages->len; i++)
        {
          Page *page = self->pages->pdata[i];

          if (page == NULL || !page->wanted || page->loaded || page->asked)
            continue;
          if (page->touched + MAX_PAGES * self->page_size < self->time)
            page->wanted = FALSE;
          else if (latest == NULL || page->touched > latest->touched)
            {
              latest = page;
              latest_index = i;
            }
        }

      if (latest == NULL)
        return;

      ask_middle (self, latest_index);
    }
}

const char *
ff_record_ask_get_after (FfRecordAsk *self)
{
  return self->after;
}

guint
ff_record_ask_get_skip (FfRecordAsk *self)
{
  return self->skip;
}

gboolean
ff_record_ask_is_from_end (FfRecordAsk *self)
{
  return self->from_end;
}

guint
ff_record_ask_get_limit (FfRecordAsk *self)
{
  return self->limit;
}

GCancellable *
ff_record_ask_get_cancellable (FfRecordAsk *self)
{
  return self->cancellable;
}

/* ---- Keeping. */

static void
let_go (FfRecordList *self)
{
  guint n_loaded = 0;
  Page *oldest = NULL;

  for (guint i = 0; i < self->pages->len; i++)
    {
      Page *page = self->pages->pdata[i];

      if (page == NULL || !page->loaded)
        continue;

      n_loaded++;
      if (oldest == NULL || page->touched < oldest->touched)
        oldest = page;
    }

  if (n_loaded <= MAX_PAGES)
    return;

  g_clear_pointer (&oldest->records, g_ptr_array_unref);
  oldest->loaded = FALSE;
}

static Page *
add_page (FfRecordList *self,
          const char   *after,
          GPtrArray    *records)
{
  Page *page = g_new0 (Page, 1);

  page->after = g_strdup (after);
  page->n = records->len;
  page->records = g_ptr_array_ref (records);
  page->loaded = TRUE;
  page->touched = ++self->time;
  g_ptr_array_add (self->pages, page);
  let_go (self);

  return page;
}

/* As long as the list, with a place for each page. */
static void
make_room (FfRecordList *self)
{
  guint n_pages = (self->n_items + self->page_size - 1) / self->page_size;

  while (self->pages->len < n_pages)
    g_ptr_array_add (self->pages, NULL);
}

static Page *
get_page (FfRecordList *self,
          guint         index)
{
  Page *page = self->pages->pdata[index];

  if (page == NULL)
    {
      page = g_new0 (Page, 1);
      page->n = MIN (self->page_size, self->n_items - index * self->page_size);
      self->pages->pdata[index] = page;
    }

  return page;
}

/* Where one page ended the next begins. */
static void
keep_place (FfRecordList *self,
            guint         index,
            const char   *place)
{
  if (place == NULL || index >= self->pages->len)
    return;

  g_free (get_page (self, index)->after);
  get_page (self, index)->after = g_strdup (place);
}

static void
set_next (FfRecordList *self,
          const char   *next)
{
  g_free (self->next);
  self->next = g_strdup (next);
}

/* The rows that are there become the new ones, so that a list that is read again keeps its widgets, focus and place. */
static guint
reuse_first (FfRecordList *self,
             GPtrArray    *records)
{
  Page *first = self->pages->len > 0 ? self->pages->pdata[0] : NULL;
  guint n_same;

  if (first == NULL || first->records == NULL)
    return 0;

  n_same = MIN (first->records->len, records->len);
  for (guint i = 0; i < n_same; i++)
    {
      FfRecord *before = g_object_ref (first->records->pdata[i]);

      ff_record_fill (before, records->pdata[i]);
      g_object_unref (records->pdata[i]);
      records->pdata[i] = before;
    }

  return n_same;
}

static void
answer_first (FfRecordList *self,
              GPtrArray    *records,
              const char   *next)
{
  guint n_before = self->n_items;
  guint n_same = reuse_first (self, records);

  g_ptr_array_set_size (self->pages, 0);
  self->starting = FALSE;
  if (records->len > 0)
    add_page (self, NULL, records);
  self->n_items = records->len;
  if (self->total >= 0)
    {
      /* With a next page there are those that were counted; without one, those that came. */
      if (next != NULL)
        self->n_items = (guint) MAX (self->total, records->len);
      make_room (self);
      keep_place (self, 1, next);
      next = NULL;
    }
  set_next (self, next);
  if (n_before != n_same || self->n_items != n_same)
    g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_before - n_same, self->n_items - n_same);
}

static void
answer_more (FfRecordList *self,
             const char   *after,
             GPtrArray    *records,
             const char   *next)
{
  guint n_before = self->n_items;

  self->growing = FALSE;
  set_next (self, next);
  if (records->len == 0)
    return;

  add_page (self, after, records);
  self->n_items += records->len;
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, records->len);
}

/* What was let go, or passed over, comes. Rows may have changed since; their number here stays. */
static void
answer_middle (FfRecordList *self,
               FfRecordAsk  *question,
               GPtrArray    *records,
               const char   *next)
{
  Page *page = self->pages->pdata[question->page];

  if (self->total >= 0)
    keep_place (self, question->page + 1, next);
  if (page->records == NULL)
    return;

  for (guint i = 0; i < page->n && i < records->len; i++)
    ff_record_fill (page->records->pdata[i], records->pdata[i]);
  page->loaded = TRUE;
  let_go (self);
}

/**
 * ff_record_ask_answer:
 * @self: (transfer full): the page that was asked for
 * @records: (nullable) (element-type FfRecord): its rows; the list keeps the array
 * @next: (nullable): where the next page begins
 * @error: (nullable): why there are no rows
 *
 * Ends @self. An answer to an older question changes nothing.
 */
void
ff_record_ask_answer (FfRecordAsk  *self,
                      GPtrArray    *records,
                      const char   *next,
                      const GError *error)
{
  FfRecordList *list = self->list;

  if (self->question == list->question)
    {
      g_clear_error (&list->error);
      if (self->page < list->pages->len && list->pages->pdata[self->page] != NULL &&
          ((Page *) list->pages->pdata[self->page])->asked)
        {
          ((Page *) list->pages->pdata[self->page])->asked = FALSE;
          ((Page *) list->pages->pdata[self->page])->wanted = FALSE;
          list->n_asked--;
        }
      if (records == NULL)
        {
          list->error = error != NULL ? g_error_copy (error) : NULL;
          list->growing = FALSE;
          list->starting = FALSE;
        }
      else if (list->starting)
        answer_first (list, records, next);
      else if (self->page == list->pages->len)
        answer_more (list, self->after, records, next);
      else
        answer_middle (list, self, records, next);

      if (list->error == NULL)
        ask_wanted (list);
      g_signal_emit (list, signals[ANSWERED], 0);
    }

  ask_free (self);
}

/* ---- The list. */

static GType
ff_record_list_get_item_type (GListModel *model)
{
  return FF_TYPE_RECORD;
}

static guint
ff_record_list_get_n_items (GListModel *model)
{
  return FF_RECORD_LIST (model)->n_items;
}

static gpointer
ff_record_list_get_item (GListModel *model,
                         guint       position)
{
  FfRecordList *self = FF_RECORD_LIST (model);
  Page *page;

  if (position >= self->n_items)
    return NULL;

  page = get_page (self, position / self->page_size);
  page->touched = ++self->time;
  if (page->records == NULL)
    {
      page->records = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < page->n; i++)
        g_ptr_array_add (page->records, ff_record_new_empty ());
    }

  if (!page->loaded && !page->wanted)
    {
      page->wanted = TRUE;
      ask_wanted (self);
    }

  return g_object_ref (page->records->pdata[position % self->page_size]);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = ff_record_list_get_item_type;
  interface->get_n_items = ff_record_list_get_n_items;
  interface->get_item = ff_record_list_get_item;
}

static void
drop_question (FfRecordList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->question++;
  self->growing = FALSE;
  g_clear_error (&self->error);
  self->n_asked = 0;
  for (guint i = 0; i < self->pages->len; i++)
    if (self->pages->pdata[i] != NULL)
      ((Page *) self->pages->pdata[i])->asked = FALSE;
}

void
ff_record_list_set_total (FfRecordList *self,
                          gint64        n_rows)
{
  self->total = CLAMP (n_rows, -1, G_MAXUINT);
}

/**
 * ff_record_list_restart:
 * @self: a list
 *
 * Asks from the start. What is shown stays until the answer is here.
 */
void
ff_record_list_restart (FfRecordList *self)
{
  drop_question (self);
  self->starting = TRUE;
  ask (self, 0, NULL);
}

/**
 * ff_record_list_clear:
 * @self: a list
 *
 * Cancels what is asked and shows nothing.
 */
void
ff_record_list_clear (FfRecordList *self)
{
  guint n_before = self->n_items;

  drop_question (self);
  self->starting = FALSE;
  g_ptr_array_set_size (self->pages, 0);
  self->n_items = 0;
  set_next (self, NULL);
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
}

void
ff_record_list_more (FfRecordList *self)
{
  if (self->next == NULL || self->growing || self->starting)
    return;

  self->growing = TRUE;
  ask (self, self->pages->len, self->next);
}

gboolean
ff_record_list_is_loading (FfRecordList *self)
{
  return self->starting;
}

gboolean
ff_record_list_is_complete (FfRecordList *self)
{
  return !self->starting && self->error == NULL && self->next == NULL;
}

const GError *
ff_record_list_get_error (FfRecordList *self)
{
  return self->error;
}

guint
ff_record_list_get_n_kept (FfRecordList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = self->pages->pdata[i];

      if (page != NULL && page->loaded)
        n += page->n;
    }

  return n;
}

static void
ff_record_list_finalize (GObject *object)
{
  FfRecordList *self = FF_RECORD_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->pages);
  g_free (self->next);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ff_record_list_parent_class)->finalize (object);
}

static void
ff_record_list_class_init (FfRecordListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_record_list_finalize;

  signals[ANSWERED] =
    g_signal_new ("answered", FF_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_record_list_init (FfRecordList *self)
{
  self->total = -1;
  self->cancellable = g_cancellable_new ();
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
}

/**
 * ff_record_list_new:
 * @load: answers pages; called on the main thread, and must not block
 * @user_data: for @load; the owner clears the list before it goes
 * @page_size: rows of a full page
 *
 * Returns: an empty list that asks nothing until it is restarted
 */
FfRecordList *
ff_record_list_new (FfRecordLoad load,
                    gpointer     user_data,
                    guint        page_size)
{
  FfRecordList *self = g_object_new (FF_TYPE_RECORD_LIST, NULL);

  self->load = load;
  self->user_data = user_data;
  self->page_size = page_size;

  return self;
}
