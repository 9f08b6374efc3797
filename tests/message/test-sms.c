/* Alphabets, lengths and parts of a text message. */

#include "message/ff-sms.h"

#include <string.h>

typedef struct
{
  const char    *what;
  const char    *unit;     /* repeated */
  guint          n;
  const char    *end;
  FfSmsEncoding  encoding;
  guint          n_units;
  guint          n_parts;
  guint          n_left;
} Case;

static const Case cases[] = {
  { "empty",              "",   0,   "",   FF_SMS_GSM7, 0,   0, 160 },
  { "one",                "a",  1,   "",   FF_SMS_GSM7, 1,   1, 159 },
  { "gsm-160",            "a",  160, "",   FF_SMS_GSM7, 160, 1, 0   },
  { "gsm-161",            "a",  161, "",   FF_SMS_GSM7, 161, 2, 145 },
  { "gsm-306",            "a",  306, "",   FF_SMS_GSM7, 306, 2, 0   },
  { "gsm-307",            "a",  307, "",   FF_SMS_GSM7, 307, 3, 152 },
  { "greek",              "Δ",  160, "",   FF_SMS_GSM7, 160, 1, 0   },
  { "umlauts",            "äöü", 53, "ß",  FF_SMS_GSM7, 160, 1, 0   },
  { "extension",          "€",  80,  "",   FF_SMS_GSM7, 160, 1, 0   },
  { "extension-over",     "€",  80,  "a",  FF_SMS_GSM7, 161, 2, 144 },
  { "extension-all",      "^{}\\[~]|€\f", 1, "", FF_SMS_GSM7, 20, 1, 140 },
  /* 152 septets, and an escape that no longer fits: it begins the next part. */
  { "extension-not-cut",  "a",  152, "€aaaaaaaa", FF_SMS_GSM7, 162, 2, 143 },
  { "backtick",           "`",  1,   "",   FF_SMS_UCS2, 1,   1, 69  },
  { "ucs2-70",            "김", 70,  "",   FF_SMS_UCS2, 70,  1, 0   },
  { "ucs2-71",            "김", 71,  "",   FF_SMS_UCS2, 71,  2, 63  },
  { "ucs2-134",           "김", 134, "",   FF_SMS_UCS2, 134, 2, 0   },
  { "ucs2-135",           "김", 135, "",   FF_SMS_UCS2, 135, 3, 66  },
  { "one-forces-all",     "a",  70,  "ç",  FF_SMS_UCS2, 71,  2, 63  },
  { "emoji-35",           "🙂", 35,  "",   FF_SMS_UCS2, 70,  1, 0   },
  /* 66 code units, and a pair that is not cut. */
  { "emoji-not-cut",      "🙂", 36,  "",   FF_SMS_UCS2, 72,  2, 61  },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GString) text = g_string_new (NULL);
  FfSmsSize size;

  for (guint i = 0; i < c->n; i++)
    g_string_append (text, c->unit);
  g_string_append (text, c->end);

  ff_sms_measure (text->str, &size);
  g_assert_cmpint (size.encoding, ==, c->encoding);
  g_assert_cmpuint (size.n_units, ==, c->n_units);
  g_assert_cmpuint (size.n_parts, ==, c->n_parts);
  g_assert_cmpuint (size.n_units_left, ==, c->n_left);
  g_assert_true ((size.first_outside != 0) == (c->encoding == FF_SMS_UCS2));
}

static void
test_alphabet (void)
{
  static const char alphabet[] =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  FfSmsSize size;

  ff_sms_measure (alphabet, &size);
  g_assert_cmpint (size.encoding, ==, FF_SMS_GSM7);
  g_assert_cmpuint (size.n_units, ==, 127);
}

static void
test_first_outside (void)
{
  FfSmsSize size;

  ff_sms_measure ("ab ê ç", &size);
  g_assert_cmpuint (size.first_outside, ==, 0xea);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sms/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sms/alphabet", test_alphabet);
  g_test_add_func ("/sms/first-outside", test_first_outside);

  return g_test_run ();
}
