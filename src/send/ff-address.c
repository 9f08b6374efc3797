/* Addresses, as far as their text can tell. No state, any thread. */

#include "send/ff-address.h"

/* What RFC 5321 allows outside quotes, and every letter beyond ASCII. */
static gboolean
is_local_part (const char *text,
               const char *stop)
{
  if (text == stop || stop - text > 64 || *text == '.' || stop[-1] == '.')
    return FALSE;

  for (; text < stop; text++)
    if ((guchar) *text < 0x80 && !g_ascii_isalnum (*text) && strchr ("!#$%&'*+-/=?^_`{|}~.", *text) == NULL)
      return FALSE;
    else if (*text == '.' && text[1] == '.')
      return FALSE;

  return TRUE;
}

static gboolean
is_host_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || *label == '-' || label[length - 1] == '-')
    return FALSE;

  for (; *label != '\0'; label++)
    if ((guchar) *label < 0x80 && !g_ascii_isalnum (*label) && *label != '-')
      return FALSE;

  return TRUE;
}

/* At least two labels, the last with a letter. */
static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n_labels = g_strv_length (labels);
  const char *last;
  gboolean has_letter = FALSE;

  if (n_labels < 2 || strlen (domain) > 253)
    return FALSE;

  for (guint i = 0; i < n_labels; i++)
    if (!is_host_label (labels[i]))
      return FALSE;

  for (last = labels[n_labels - 1]; *last != '\0'; last++)
    has_letter |= (guchar) *last >= 0x80 || g_ascii_isalpha (*last);

  return has_letter;
}

static gboolean
is_mail_address (const char *address)
{
  const char *at = strrchr (address, '@');

  return at != NULL && strlen (address) <= 254 && is_local_part (address, at) && is_domain (at + 1);
}

/* International, with a plus; separators that people write are let through. */
static gboolean
is_phone_number (const char *address)
{
  guint n_digits = 0;

  if (*address++ != '+')
    return FALSE;

  for (; *address != '\0'; address++)
    if (g_ascii_isdigit (*address))
      n_digits += 1;
    else if (strchr (" -.()/", *address) == NULL)
      return FALSE;

  return n_digits >= 7 && n_digits <= 15;
}

/**
 * ff_address_is_valid:
 * @channel: the id of a channel
 * @address: an address; spaces around it do not count
 *
 * Returns: whether a gateway can be given @address
 */
gboolean
ff_address_is_valid (const char *channel,
                     const char *address)
{
  g_autofree char *trimmed = NULL;

  if (!g_utf8_validate (address, -1, NULL))
    return FALSE;

  trimmed = g_strstrip (g_strdup (address));
  if (strcmp (channel, "email") == 0)
    return is_mail_address (trimmed);
  if (strcmp (channel, "sms") == 0)
    return is_phone_number (trimmed);

  return *trimmed != '\0';
}
