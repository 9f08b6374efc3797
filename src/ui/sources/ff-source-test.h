#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Opens a data source once to see whether it can be: facts, or the cause. Asked and answered on the main thread. */

void  ff_source_test_async  (const char           *url,
                             const char           *password,      /* nullable: what is kept for it */
                             gboolean              in_keyring,    /* where it is kept from now on */
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
/* “11 tables · 20,000 Customers”; NULL with an #FfStoreError. */
char *ff_source_test_finish (GAsyncResult         *result,
                             GError              **error);

G_END_DECLS
