/* Tests src/activities/ff-activity-load-file.c. */

#include "../support/ff-test-activity.h"

#define PEOPLE "id,name,joined,paid\n1,Ann,2026-01-31,1.50\n2,Bob,31/01/2026,2.00\n3\n4,,,x\n5,\"E\nva\",2026-02-28,\n"
#define FILE "'file': 'people.csv'"
#define COLUMN(name, rest) "{'id': '" name "', 'name': '" name "'" rest "}"
#define ID COLUMN ("id", ", 'kind': 'integer'")
#define PAID ", 'kind': 'decimal', 'scale': 2"

static const FfTestActivity cases[] = {
  { "kinds", FILE ", 'columns': [" ID "," COLUMN ("name", "") "," COLUMN ("joined", ", 'kind': 'date'") "," COLUMN ("paid", PAID) "]", "",
    { "out=2|1|Ann|2026-01-31|150 6|5|E\nva|2026-02-28|-",
      "rejected=3|joined: “31/01/2026” is no date 4|1 field instead of 4 5|paid: “x” is no decimal number" }, .file = PEOPLE },
  { "some-columns-in-another-order", FILE ", 'columns': [" COLUMN ("paid", "") "," ID "]", "",
    { "out=2|1.50|1 3|2.00|2 5|x|4 6|-|5", "rejected=4|1 field instead of 4" }, .file = PEOPLE },
  { "ignored", FILE ", 'columns': [" COLUMN ("id", ", 'ignore': true") "," COLUMN ("name", "") "]", "",
    { "out=2|Ann 3|Bob 5|- 6|E\nva", "rejected=4|1 field instead of 4" }, .file = PEOPLE },
  { "policies", FILE ", 'columns': [" COLUMN ("name", ", 'empty': 'default', 'default': 'nobody'") ","
    COLUMN ("paid", PAID ", 'misfit': 'default', 'default': '9.99', 'empty': 'reject'") "]", "",
    { "out=2|Ann|150 3|Bob|200 5|nobody|999", "rejected=4|1 field instead of 4 6|paid: empty" }, .file = PEOPLE },
  { "misfit-becomes-empty", FILE ", 'columns': [" COLUMN ("joined", ", 'kind': 'date', 'misfit': 'empty'") "]", "",
    { "out=2|2026-01-31 3|- 5|- 6|2026-02-28" }, .file = PEOPLE },
  { "remapping", FILE ", 'columns': [" COLUMN ("name", ", 'remap': [{'id': 'a', 'from': 'Ann', 'to': 'Anna'}, {'id': 'b', 'from': '', 'to': 'none'}]") "]", "",
    { "out=2|Anna 3|Bob 5|none 6|E\nva" }, .file = PEOPLE },
  { "date-order", FILE ", 'header': false, 'columns': [" COLUMN ("when", ", 'kind': 'date', 'order': 'dmy'") "]", "",
    { "out=1|2026-01-31", "rejected=2|when: “2026-01-31” is no date" }, .file = "31.01.2026\n2026-01-31\n" },
  { "zone", FILE ", 'zone': 'Asia/Seoul', 'columns': [" COLUMN ("at", ", 'kind': 'instant'") "]", "",
    { "out=2|0" }, .file = "at\n1970-01-01 09:00\n" },
  { "no-header", FILE ", 'header': false, 'delimiter': 'semicolon', 'columns': [" ID "," COLUMN ("mark", "") "]", "",
    { "out=1|7|a,b", "rejected=2|1 field instead of 2" }, .file = "7;a,b\n8\n" },
  { "fixed-width", FILE ", 'format': 'fixed', 'header': false, 'columns': [" COLUMN ("id", ", 'kind': 'integer', 'width': 4") ","
    COLUMN ("name", ", 'width': 6") "," COLUMN ("rest", "") "]", "",
    { "out=1|1|김민수|x 2|22|Bob|the rest" }, .file = "1   김민수   x\n22  Bob   the rest\n" },
  { "names-that-columns-cannot-have", FILE ", 'columns': [" COLUMN ("K1", "") "," COLUMN ("k1", "") "," COLUMN ("say \\\"hi\\\"", "") "]", "",
    { "out=2|a|b|c" }, .file = "K1,k1,\"say \"\"hi\"\"\"\na,b,c\n" },
  { "lone-quote", FILE ", 'columns': [" COLUMN ("a", "") "," COLUMN ("b", "") "]", "",
    { "out=2|3.5\"|x 4|y|z", "rejected=3|A quote is closed in the middle of a field, or was never closed." },
    .file = "a,b\n3.5\",x\n\"1\"2,w\ny,z\n" },
  { "after-another", FILE ", 'columns': [" ID "]", "gold>in", { "out=2|7" }, .file = "id\n7\n" },

  { "no-file", FILE ", 'columns': [" ID "]", "", { "out?", "rejected?" }, "no file “people.csv”", "/file" },
  { "path", "'file': '/etc/passwd', 'columns': [" ID "]", "", { "out?" }, "without its folder", "/file" },
  { "path-up", "'file': '..', 'columns': [" ID "]", "", { "out?" }, "without its folder", "/file" },
  { "no-columns", FILE, "", { "out?" }, "is not set", "/columns", .file = PEOPLE },
  { "all-ignored", FILE ", 'columns': [" COLUMN ("id", ", 'ignore': true") "]", "", { "out?" }, "No column is read", "/columns", .file = PEOPLE },
  { "column-twice", FILE ", 'columns': [" ID "," ID "]", "", { "out?" }, "two columns “id”", "/columns/1", .file = PEOPLE },
  { "no-width", FILE ", 'format': 'fixed', 'header': false, 'columns': [" ID "," COLUMN ("b", "") "]", "", { "out?" }, "no width", "/columns/0", .file = PEOPLE },
  { "no-zone", FILE ", 'zone': 'Mars', 'columns': [" ID "]", "", { "out?" }, "Mars", "/zone", .file = PEOPLE },
  { "kind-unknown", FILE ", 'columns': [" COLUMN ("id", ", 'kind': 'money'") "]", "", { "out?" }, "money", "/columns/0/kind", .file = PEOPLE },
  { "default-missing", FILE ", 'columns': [" COLUMN ("name", ", 'empty': 'default'") "]", "", { "out=2|Ann 3|Bob 5|- 6|E\nva" }, "no default", "/columns/0", .file = PEOPLE },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ff_test_activity_add ("load-file", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
