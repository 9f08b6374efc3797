/* The rehearsal gateway: an HTTP server on loopback that reaches nobody. It
 * serves on a thread of its own, which start () makes and stop () joins; the
 * other functions are for any thread and take the lock. */

#include "send/ff-rehearsal.h"

#include <sys/socket.h>

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "send/ff-rehearsal-private.h"

#define SYNC_MS   200
#define MAX_LIMIT 1000

static const FfJsonLimits message_limits = { 1024 * 1024, 32, 10000 };

struct _FfRehearsal
{
  GObject            parent_instance;

  char              *log_path;
  FfRepeatClass      repeat_class;

  GMutex             lock;        /* guards the four below */
  FfRehearsalLog    *log;
  FfRehearsalScript *script;
  gint64             n_scripted;  /* messages since the script was set */
  gint64             n_requests;

  GThread           *thread;      /* of start () and stop () */
  GMainContext      *context;
  GMainLoop         *loop;
  guint16            port;

  SoupServer        *server;      /* of the thread */
  GPtrArray         *silent;      /* of GIOStream: connections that get no answer */
};

G_DEFINE_FINAL_TYPE (FfRehearsal, ff_rehearsal, G_TYPE_OBJECT)

/* ---- Answers. */

static void
answer (SoupServerMessage *message,
        guint              status,
        FfJson            *json)
{
  char *text = ff_json_print (json);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, strlen (text));
}

static void
answer_error (SoupServerMessage *message,
              guint              status,
              const char        *text)
{
  g_autoptr (FfJson) json = ff_json_new_object ();

  ff_json_set_string (json, "error", text);
  answer (message, status, json);
}

static void
answer_accepted (SoupServerMessage *message,
                 gint64             number,
                 gboolean           is_repeat)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autofree char *id = g_strdup_printf ("r-%" G_GINT64_FORMAT, number);

  ff_json_set_string (json, "id", id);
  if (is_repeat)
    ff_json_set_boolean (json, "repeated", TRUE);
  answer (message, 202, json);
}

/* ---- Faults that are no HTTP. */

static void
reset_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GIOStream) stream = NULL;

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

static void
break_off_answer (SoupServerMessage *message)
{
  static const char part[] =
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\": \"r-";
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), part, strlen (part), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
stay_silent (FfRehearsal       *self,
             SoupServerMessage *message)
{
  g_ptr_array_add (self->silent, soup_server_message_steal_connection (message));
}

static gboolean
unpause_cb (gpointer data)
{
  soup_server_message_unpause (data);
  return G_SOURCE_REMOVE;
}

static void
delay_answer (FfRehearsal       *self,
              SoupServerMessage *message,
              guint              delay_ms)
{
  g_autoptr (GSource) source = g_timeout_source_new (delay_ms);

  soup_server_message_pause (message);
  g_source_set_callback (source, unpause_cb, g_object_ref (message), g_object_unref);
  g_source_attach (source, self->context);
}

/* ---- Messages. */

/* Keeps a message, or finds that it is here already, and prepares the answer. */
static void
take_message (FfRehearsal       *self,
              SoupServerMessage *message,
              FfJson            *body,
              const char        *key,
              const char        *hash)
{
  g_autoptr (GError) error = NULL;
  const char *known_hash = NULL;
  gint64 number = 0;

  if (self->repeat_class == FF_REPEAT_KEYED)
    number = ff_rehearsal_log_find (self->log, key, &known_hash);

  if (number != 0 && strcmp (known_hash, hash) == 0)
    answer_accepted (message, number, TRUE);
  else if (number != 0)
    answer_error (message, 409, _("This key was used for another message."));
  else if (ff_rehearsal_script_refuses (self->script, key))
    answer_error (message, 422, _("The rehearsal script refuses this message."));
  else if ((number = ff_rehearsal_log_append (self->log, key, hash, body, &error)) != 0)
    answer_accepted (message, number, FALSE);
  else
    answer_error (message, 507, error->message);
}

static void
meet_fault (FfRehearsal       *self,
            SoupServerMessage *message,
            const FfFault     *fault)
{
  guint delay_ms = ff_rehearsal_script_get_delay (self->script);

  switch (fault->kind)
    {
    case FF_FAULT_STATUS:
      answer_error (message, fault->status, _("The script of the rehearsal wants this answer."));
      if (fault->retry_after != NULL)
        soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                      fault->retry_after);
      break;

    case FF_FAULT_RESET:
      reset_connection (message);
      return;

    case FF_FAULT_TRUNCATE:
      break_off_answer (message);
      return;

    case FF_FAULT_SILENCE:
      stay_silent (self, message);
      return;

    case FF_FAULT_GARBAGE:
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{]\xff<<\0\x01", 7);
      break;

    case FF_FAULT_DELAY:
      delay_ms += fault->delay_ms;
      break;

    case FF_FAULT_NONE:
      break;
    }

  if (delay_ms > 0)
    delay_answer (self, message, delay_ms);
}

static FfJson *
read_body (SoupServerMessage  *message,
           GError            **error)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize n_bytes;
  const char *text = g_bytes_get_data (bytes, &n_bytes);

  return ff_json_parse (text != NULL ? text : "", n_bytes, &message_limits, error);
}

/* POST /v1/messages. The lock is held. */
static void
post_message (FfRehearsal       *self,
              SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *key = soup_message_headers_get_one (headers, "Idempotency-Key");
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) body = NULL;
  g_autofree char *hash = NULL;
  const FfFault *fault;

  /* A web page cannot send this type to another origin without asking first. */
  if (g_strcmp0 (type, "application/json") != 0)
    {
      answer_error (message, 415, _("Messages are JSON."));
      return;
    }

  body = read_body (message, &error);
  if (body == NULL)
    {
      answer_error (message, 400, error->message);
      return;
    }

  if (key == NULL)
    key = ff_json_get_member_string (body, "reference", NULL);
  if (key == NULL || *key == '\0' || strlen (key) > 256 || ff_json_get_member_string (body, "to", NULL) == NULL)
    {
      answer_error (message, 422, _("A message needs “to” and a key of at most 256 characters."));
      return;
    }

  self->n_requests += 1;
  self->n_scripted += 1;
  fault = ff_rehearsal_script_get_fault (self->script, self->n_scripted);
  if (fault->kind == FF_FAULT_NONE || fault->kind == FF_FAULT_DELAY || fault->is_taken)
    {
      g_autofree char *text = ff_json_print (body);

      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      take_message (self, message, body, key, hash);
    }
  meet_fault (self, message, fault);
}

/* One page of what was accepted. The lock is held. */
static FfJson *
read_page (FfRehearsal  *self,
           gint64        after,
           gint64        limit,
           GError      **error)
{
  g_autoptr (FfJson) page = ff_json_new_object ();
  FfJson *messages = ff_json_new_array ();
  gint64 last = MAX (after, 0);
  gint64 size = ff_rehearsal_log_get_size (self->log);

  ff_json_take_member (page, "messages", messages);
  while (last < size && ff_json_get_length (messages) < (guint) CLAMP (limit, 0, MAX_LIMIT))
    {
      FfJson *entry = ff_rehearsal_log_read (self->log, last + 1, error);

      if (entry == NULL)
        return NULL;
      ff_json_take_element (messages, entry);
      last += 1;
    }
  ff_json_set_integer (page, "last", last);
  ff_json_set_integer (page, "size", size);

  return g_steal_pointer (&page);
}

static gint64
get_number (GHashTable *query,
            const char *name,
            gint64      fallback)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return fallback;

  return number;
}

static void
get_messages (FfRehearsal       *self,
              SoupServerMessage *message,
              GHashTable        *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) page = NULL;

  page = read_page (self, get_number (query, "after", 0), get_number (query, "limit", 100), &error);
  if (page != NULL)
    answer (message, 200, page);
  else
    answer_error (message, 500, error->message);
}

static void
get_class (FfRehearsal       *self,
           SoupServerMessage *message)
{
  g_autoptr (FfJson) json = ff_json_new_object ();

  ff_json_set_string (json, "class", ff_repeat_class_get_id (self->repeat_class));
  answer (message, 200, json);
}

static void
get_by_key (FfRehearsal       *self,
            SoupServerMessage *message,
            const char        *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) entry = NULL;
  const char *hash;
  gint64 number = ff_rehearsal_log_find (self->log, key, &hash);

  if (self->repeat_class == FF_REPEAT_BLIND)
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  if (number == 0)
    {
      answer_error (message, 404, _("No message has this key."));
      return;
    }

  entry = ff_rehearsal_log_read (self->log, number, &error);
  if (entry != NULL)
    answer (message, 200, entry);
  else
    answer_error (message, 500, error->message);
}

static gboolean
replace_script (FfRehearsal  *self,
                FfJson       *json,
                GError      **error)
{
  FfRehearsalScript *script = ff_rehearsal_script_new (json, error);

  if (script == NULL)
    return FALSE;

  ff_rehearsal_script_free (self->script);
  self->script = script;
  self->n_scripted = 0;
  return TRUE;
}

static void
put_script (FfRehearsal       *self,
            SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) json = read_body (message, &error);

  if (json != NULL && replace_script (self, json, &error))
    soup_server_message_set_status (message, 204, NULL);
  else
    answer_error (message, 400, error->message);
}

/* ---- The server. */

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  FfRehearsal *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const char *host = g_uri_get_host (soup_server_message_get_uri (message));
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  /* Another name for this address is a web page's trick to get at us. */
  if (g_strcmp0 (host, "127.0.0.1") != 0 && g_strcmp0 (host, "localhost") != 0)
    answer_error (message, 403, _("The rehearsal gateway serves this machine only."));
  else if (strcmp (path, "/v1") == 0 && strcmp (method, "GET") == 0)
    get_class (self, message);
  else if (strcmp (path, "/v1/messages") == 0 && strcmp (method, "POST") == 0)
    post_message (self, message);
  else if (strcmp (path, "/v1/messages") == 0 && strcmp (method, "GET") == 0)
    get_messages (self, message, query);
  else if (g_str_has_prefix (path, "/v1/messages/by-key/") && strcmp (method, "GET") == 0)
    get_by_key (self, message, path + strlen ("/v1/messages/by-key/"));
  else if (strcmp (path, "/v1/script") == 0 && strcmp (method, "PUT") == 0)
    put_script (self, message);
  else
    soup_server_message_set_status (message, 404, NULL);
}

static gboolean
sync_cb (gpointer data)
{
  FfRehearsal *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GError) error = NULL;

  if (!ff_rehearsal_log_sync (self->log, &error))
    g_message ("The rehearsal gateway cannot keep its messages: %s", error->message);

  return G_SOURCE_CONTINUE;
}

typedef struct
{
  FfRehearsal *self;
  guint16      port;
  GError      *error;
  gboolean     is_done;  /* guarded by the gateway's lock */
  GCond        cond;
} Start;

/* A socket of our own: the usual backlog of 10 drops connections of a wave,
 * and TCP then takes a second to try again. */
static GSocket *
open_socket (guint16   port,
             guint16  *out_port,
             GError  **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) bound = NULL;

  if (socket == NULL)
    return NULL;

  g_socket_set_listen_backlog (socket, 512);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return NULL;

  *out_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return g_steal_pointer (&socket);
}

static gboolean
listen_on (Start *start)
{
  FfRehearsal *self = start->self;
  g_autoptr (GSocket) socket = open_socket (start->port, &self->port, &start->error);

  if (socket == NULL)
    return FALSE;

  self->server = soup_server_new ("server-header", "Fanfare-Rehearsal", NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  return soup_server_listen_socket (self->server, socket, 0, &start->error);
}

static gpointer
serve (gpointer data)
{
  Start *start = data;
  FfRehearsal *self = start->self;
  g_autoptr (GSource) sync = g_timeout_source_new (SYNC_MS);
  gboolean listening;

  g_main_context_push_thread_default (self->context);
  listening = listen_on (start);

  g_mutex_lock (&self->lock);
  start->is_done = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&self->lock);
  /* start () has gone on: the pointer to its stack is stale from here. */

  if (listening)
    {
      g_source_set_callback (sync, sync_cb, self, NULL);
      g_source_attach (sync, self->context);
      g_main_loop_run (self->loop);
      g_source_destroy (sync);
    }

  g_ptr_array_set_size (self->silent, 0);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * ff_rehearsal_start:
 * @self: a gateway that is not running
 * @port: where to listen on 127.0.0.1, or 0 for a free port
 * @error: return location for an error of the log's file, %FF_SEND_ERROR_BUSY
 *   when another gateway has it, or the socket's error
 *
 * Reads the log and begins to serve. Blocks until it listens.
 *
 * Returns: %TRUE if it serves
 */
gboolean
ff_rehearsal_start (FfRehearsal  *self,
                    guint16       port,
                    GError      **error)
{
  Start start = { .self = self, .port = port };

  g_return_val_if_fail (FF_IS_REHEARSAL (self) && self->thread == NULL, FALSE);

  g_mutex_lock (&self->lock);
  self->log = ff_rehearsal_log_open (self->log_path, error);
  if (self->log == NULL)
    {
      g_mutex_unlock (&self->lock);
      return FALSE;
    }

  self->n_requests = 0;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_cond_init (&start.cond);
  self->thread = g_thread_new ("ff-rehearsal", serve, &start);
  while (!start.is_done)
    g_cond_wait (&start.cond, &self->lock);
  g_mutex_unlock (&self->lock);
  g_cond_clear (&start.cond);

  if (start.error == NULL)
    return TRUE;

  ff_rehearsal_stop (self);
  g_propagate_error (error, start.error);
  return FALSE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * ff_rehearsal_stop:
 * @self: a gateway, on the thread that started it
 *
 * Ends the server and closes its log. It can be started again.
 */
void
ff_rehearsal_stop (FfRehearsal *self)
{
  g_autoptr (GSource) quit = NULL;

  g_return_if_fail (FF_IS_REHEARSAL (self));

  if (self->thread == NULL)
    return;

  /* Not g_main_context_invoke (): it could quit a loop that does not run yet. */
  quit = g_idle_source_new ();
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->log, ff_rehearsal_log_free);
  g_mutex_unlock (&self->lock);
}

static void
ff_rehearsal_dispose (GObject *object)
{
  ff_rehearsal_stop (FF_REHEARSAL (object));

  G_OBJECT_CLASS (ff_rehearsal_parent_class)->dispose (object);
}

static void
ff_rehearsal_finalize (GObject *object)
{
  FfRehearsal *self = FF_REHEARSAL (object);

  g_free (self->log_path);
  ff_rehearsal_script_free (self->script);
  g_ptr_array_unref (self->silent);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (ff_rehearsal_parent_class)->finalize (object);
}

static void
ff_rehearsal_class_init (FfRehearsalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ff_rehearsal_dispose;
  object_class->finalize = ff_rehearsal_finalize;
}

static void
ff_rehearsal_init (FfRehearsal *self)
{
  g_mutex_init (&self->lock);
  self->script = ff_rehearsal_script_new (NULL, NULL);
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ff_rehearsal_new:
 * @log_path: the file that keeps what was accepted; made when it is missing
 * @repeat_class: what it promises about repeats
 *
 * Returns: (transfer full): a gateway that does not serve yet
 */
FfRehearsal *
ff_rehearsal_new (const char    *log_path,
                  FfRepeatClass  repeat_class)
{
  FfRehearsal *self = g_object_new (FF_TYPE_REHEARSAL, NULL);

  self->log_path = g_strdup (log_path);
  self->repeat_class = repeat_class;

  return self;
}

/**
 * ff_rehearsal_get_port:
 * @self: a gateway that serves
 *
 * Returns: its port on 127.0.0.1
 */
guint16
ff_rehearsal_get_port (FfRehearsal *self)
{
  return self->port;
}

/**
 * ff_rehearsal_dup_url:
 * @self: a gateway that serves
 *
 * Returns: (transfer full): the "url" of its settings
 */
char *
ff_rehearsal_dup_url (FfRehearsal *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/v1/messages", self->port);
}

/**
 * ff_rehearsal_set_script:
 * @self: a gateway
 * @script: (nullable): the faults from the next message on, or %NULL for none
 * @error: return location for %FF_SEND_ERROR_SETTINGS
 *
 * Counting of messages for the faults' "from" begins anew.
 *
 * Returns: %TRUE if it will play @script; otherwise the old one stays
 */
gboolean
ff_rehearsal_set_script (FfRehearsal  *self,
                         FfJson       *script,
                         GError      **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return replace_script (self, script, error);
}

/**
 * ff_rehearsal_get_n_accepted:
 * @self: a gateway
 *
 * Returns: messages in its log, or 0 while it does not serve
 */
gint64
ff_rehearsal_get_n_accepted (FfRehearsal *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->log != NULL ? ff_rehearsal_log_get_size (self->log) : 0;
}

/**
 * ff_rehearsal_get_n_requests:
 * @self: a gateway
 *
 * Returns: messages that arrived since it was started, faults and repeats included
 */
gint64
ff_rehearsal_get_n_requests (FfRehearsal *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_requests;
}

/**
 * ff_rehearsal_dup_messages:
 * @self: a gateway that serves
 * @after: the "last" of the page before, or 0
 * @limit: most messages to give
 * @error: return location for an error of the log's file
 *
 * Returns: (transfer full) (nullable): {"messages": [{"number", "id", "key",
 *   "hash", "at", "message"}], "last", "size"}
 */
FfJson *
ff_rehearsal_dup_messages (FfRehearsal  *self,
                           gint64        after,
                           guint         limit,
                           GError      **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_return_val_if_fail (self->log != NULL, NULL);

  return read_page (self, after, limit, error);
}
