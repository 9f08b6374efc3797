#pragma once

#include "model/ff-document.h"

/* A campaign with one of everything a picture shows: two frames, a note,
 * named ports, a line to the next row, a bypassed and a disabled activity, and
 * one of a type this version does not know. */

#define SAMPLE_RULE "{\"all\": []}"

static const char sample_campaign[] =
  "{\"fanfare\": 1, \"needs\": [], \"id\": \"sample\", \"name\": \"Win Back\", \"variables\": [],"
  " \"activities\": ["
  "  {\"id\": \"all\", \"type\": \"build-audience\", \"label\": \"All customers\", \"x\": 48, \"y\": 48,"
  "   \"settings\": {\"entity\": \"profiles\", \"rule\": " SAMPLE_RULE "}},"
  "  {\"id\": \"recent\", \"type\": \"build-audience\", \"label\": \"Recent buyers\", \"x\": 48, \"y\": 144,"
  "   \"settings\": {\"entity\": \"profiles\", \"rule\": " SAMPLE_RULE "}},"
  "  {\"id\": \"lapsed\", \"type\": \"combine\", \"label\": \"Lapsed\", \"x\": 288, \"y\": 64,"
  "   \"settings\": {\"how\": \"exclusion\"}},"
  "  {\"id\": \"pass\", \"type\": \"wait\", \"label\": \"3 days\", \"x\": 528, \"y\": 70, \"mode\": \"bypassed\","
  "   \"settings\": {}},"
  "  {\"id\": \"tier\", \"type\": \"split\", \"label\": \"Split by tier\", \"x\": 48, \"y\": 336,"
  "   \"shown_ports\": [\"rest\"],"
  "   \"settings\": {\"subsets\": [{\"id\": \"gold\", \"label\": \"Gold\"}, {\"id\": \"silver\", \"label\": \"Silver\"}]}},"
  "  {\"id\": \"mail\", \"type\": \"email\", \"label\": \"Gold preview\", \"x\": 288, \"y\": 304, \"settings\": {}},"
  "  {\"id\": \"text\", \"type\": \"sms\", \"label\": \"Come back\", \"x\": 288, \"y\": 400, \"mode\": \"disabled\","
  "   \"settings\": {}},"
  "  {\"id\": \"after\", \"type\": \"end\", \"x\": 528, \"y\": 406, \"settings\": {}},"
  "  {\"id\": \"strange\", \"type\": \"vendor.loyalty\", \"label\": \"Loyalty step\", \"x\": 288, \"y\": 496,"
  "   \"paused\": true, \"settings\": {}}"
  " ],"
  " \"transitions\": ["
  "  {\"id\": \"t1\", \"from\": \"all\", \"from_port\": \"out\", \"to\": \"lapsed\", \"to_port\": \"primary\"},"
  "  {\"id\": \"t2\", \"from\": \"recent\", \"from_port\": \"out\", \"to\": \"lapsed\", \"to_port\": \"others\"},"
  "  {\"id\": \"t3\", \"from\": \"lapsed\", \"from_port\": \"out\", \"to\": \"pass\", \"to_port\": \"in\"},"
  "  {\"id\": \"t4\", \"from\": \"pass\", \"from_port\": \"out\", \"to\": \"tier\", \"to_port\": \"in\"},"
  "  {\"id\": \"t5\", \"from\": \"tier\", \"from_port\": \"gold\", \"to\": \"mail\", \"to_port\": \"in\"},"
  "  {\"id\": \"t6\", \"from\": \"tier\", \"from_port\": \"silver\", \"to\": \"text\", \"to_port\": \"in\"},"
  "  {\"id\": \"t7\", \"from\": \"text\", \"from_port\": \"out\", \"to\": \"after\", \"to_port\": \"in\"},"
  "  {\"id\": \"t8\", \"from\": \"tier\", \"from_port\": \"rest\", \"to\": \"strange\", \"to_port\": \"points\"}"
  " ],"
  " \"notes\": [{\"id\": \"n1\", \"text\": \"Goal\\n400 orders by 31 August.\", \"x\": 704, \"y\": 48,"
  "   \"width\": 160, \"height\": 96}],"
  " \"frames\": ["
  "  {\"id\": \"f1\", \"title\": \"Who we write to\", \"x\": 16, \"y\": 0, \"width\": 880, \"height\": 224},"
  "  {\"id\": \"f2\", \"title\": \"How we reach them\", \"x\": 16, \"y\": 264, \"width\": 880, \"height\": 312}"
  " ]}";

static inline FfCampaign *
load_sample (void)
{
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_parse (sample_campaign, -1, &error);

  g_assert_no_error (error);
  return campaign;
}
