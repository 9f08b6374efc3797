#pragma once

#include "send-support.h"
#include "send/ff-preparation.h"

/* Templates of an e-mail. */
FfContent *support_new_content (const char    *subject,
                                const char    *text);
/* A run "run-1" with the task "mail" of @rows, to the rehearsal gateway at @url. */
FfBooks   *support_prepare     (FfOutbox      *outbox,
                                FfRowSource   *rows,
                                const char    *url,
                                FfRepeatClass  repeat_class);
/* The same for people of the store at @store_url, who are asked about at the door by @opted_out. */
FfBooks   *support_prepare_on  (FfOutbox      *outbox,
                                FfRowSource   *rows,
                                const char    *url,
                                FfRepeatClass  repeat_class,
                                const char    *store_url,
                                FfJson        *opted_out);  /* NULL: it is transactional */
