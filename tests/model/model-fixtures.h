#pragma once

#include "model/ff-document.h"
#include "model/ff-edit.h"

/* What the model's tests share: a small campaign and ways to look at it. */

static inline FfCampaign *
parse_campaign (const char *text)
{
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_parse (text, -1, &error);

  g_assert_no_error (error);
  return campaign;
}

/* source → split (two ways) → mail and text; a note and a frame. */
static inline FfCampaign *
new_sample (void)
{
  return parse_campaign (
    "{\"fanfare\": 1, \"needs\": [], \"id\": \"sample\", \"name\": \"Sample\", \"zone\": \"Europe/Berlin\","
    " \"variables\": [{\"id\": \"v\", \"name\": \"since\", \"type\": \"date\", \"value\": \"2026-01-01\"}],"
    " \"activities\": ["
    "  {\"id\": \"source\", \"type\": \"build-audience\", \"label\": \"Everyone\", \"x\": 0, \"y\": 0,"
    "   \"settings\": {\"rule\": {\"all\": []}}},"
    "  {\"id\": \"split\", \"type\": \"split\", \"x\": 200, \"y\": 0, \"settings\": {}},"
    "  {\"id\": \"mail\", \"type\": \"email\", \"label\": \"Mail\", \"x\": 400, \"y\": -100, \"aura\": \"blue\"},"
    "  {\"id\": \"text\", \"type\": \"sms\", \"label\": \"Text\", \"x\": 400, \"y\": 100, \"settings\": {}}],"
    " \"transitions\": ["
    "  {\"id\": \"t1\", \"from\": \"source\", \"from_port\": \"out\", \"to\": \"split\", \"to_port\": \"in\"},"
    "  {\"id\": \"t2\", \"from\": \"split\", \"from_port\": \"a\", \"to\": \"mail\", \"to_port\": \"in\", \"label\": \"A\"},"
    "  {\"id\": \"t3\", \"from\": \"split\", \"from_port\": \"b\", \"to\": \"text\", \"to_port\": \"in\"}],"
    " \"notes\": [{\"id\": \"note\", \"text\": \"Ask Ana.\", \"x\": 0, \"y\": 200, \"width\": 160, \"height\": 96}],"
    " \"frames\": [{\"id\": \"frame\", \"title\": \"Send\", \"x\": 380, \"y\": -120, \"width\": 300, \"height\": 400}]}");
}

static inline void
assert_document (FfCampaign *campaign,
                 const char *expected)
{
  g_autofree char *text = ff_document_print (campaign);

  g_assert_cmpstr (text, ==, expected);
}

/* Whether the campaign could be saved and opened again, and would be the same. */
static inline void
assert_sound (FfCampaign *campaign)
{
  g_autofree char *text = ff_document_print (campaign);
  g_autoptr (FfCampaign) again = parse_campaign (text);

  assert_document (again, text);
}
