/* What can be an address, by channel. */

#include "send/ff-address.h"

typedef struct
{
  const char *what;
  const char *channel;
  const char *address;
  gboolean    is_valid;
} Case;

static const Case cases[] = {
  { "mail",            "email",  "ann@example.com",           TRUE },
  { "mail-spaces",     "email",  "  ann@example.com ",        TRUE },
  { "mail-plus",       "email",  "ann.b+c@sub.example.co.kr", TRUE },
  { "mail-letters",    "email",  "박@예시.한국",                 TRUE },
  { "mail-no-at",      "email",  "ann.example.com",           FALSE },
  { "mail-two-at",     "email",  "ann@b@example.com",         FALSE },
  { "mail-no-domain",  "email",  "ann@",                      FALSE },
  { "mail-no-name",    "email",  "@example.com",              FALSE },
  { "mail-one-label",  "email",  "ann@localhost",             FALSE },
  { "mail-dots",       "email",  "ann..b@example.com",        FALSE },
  { "mail-end-dot",    "email",  "ann@example.com.",          FALSE },
  { "mail-hyphen",     "email",  "ann@-example.com",          FALSE },
  { "mail-number",     "email",  "ann@10.0.0.1",              FALSE },
  { "mail-newline",    "email",  "ann@example.com\nBcc: b@c", FALSE },
  { "mail-inner",      "email",  "ann b@example.com",         FALSE },
  { "mail-bytes",      "email",  "ann\xff@example.com",       FALSE },
  { "phone",           "sms",    "+49 151 2345678",           TRUE },
  { "phone-plain",     "sms",    "+821012345678",             TRUE },
  { "phone-national",  "sms",    "0151 2345678",              FALSE },
  { "phone-short",     "sms",    "+12",                       FALSE },
  { "phone-long",      "sms",    "+1234567890123456",         FALSE },
  { "phone-letters",   "sms",    "+49 CALL ME 123",           FALSE },
  { "other",           "letter", "Main Street 1",             TRUE },
  { "other-blank",     "letter", "  ",                        FALSE },
};

static void
test_address (gconstpointer data)
{
  const Case *c = data;

  g_assert_cmpint (ff_address_is_valid (c->channel, c->address), ==, c->is_valid);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/address/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_address);
    }
  return g_test_run ();
}
