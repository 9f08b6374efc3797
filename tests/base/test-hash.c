/* The keyed hash against what PostgreSQL 15 answers. */

#include "base/ff-hash.h"

typedef struct
{
  gint64  key;
  guint64 seed;
  guint64 hash;
} Integer;

/* SELECT hashint8extended (key, seed) */
static const Integer integers[] = {
  { G_MININT64, 0xffffffffffffffff, 0x745d2c8a90970301 },
  { G_MININT64, 0x0, 0x8195f04afa3b9613 },
  { G_MININT64, 0x1267, 0x865966bc24ea6cb8 },
  { G_MININT64, 0x100000000, 0xb032e7c50dcb4c9a },
  { G_GINT64_CONSTANT (-1234567890123456789), 0xffffffffffffffff, 0xbe25acc2fc8994b5 },
  { G_GINT64_CONSTANT (-1234567890123456789), 0x0, 0x80aade4a97d40667 },
  { G_GINT64_CONSTANT (-1234567890123456789), 0x1267, 0x556fb2e33478c52f },
  { G_GINT64_CONSTANT (-1234567890123456789), 0x100000000, 0xfc4b57157261c521 },
  { G_GINT64_CONSTANT (-4294967297), 0xffffffffffffffff, 0xffa3e153bdf58714 },
  { G_GINT64_CONSTANT (-4294967297), 0x0, 0x06df4899b5f73281 },
  { G_GINT64_CONSTANT (-4294967297), 0x1267, 0xaa4d088522c0dffc },
  { G_GINT64_CONSTANT (-4294967297), 0x100000000, 0xd8498afb2429482e },
  { G_GINT64_CONSTANT (-2147483649), 0xffffffffffffffff, 0x745d2c8a90970301 },
  { G_GINT64_CONSTANT (-2147483649), 0x0, 0x8195f04afa3b9613 },
  { G_GINT64_CONSTANT (-2147483649), 0x1267, 0x865966bc24ea6cb8 },
  { G_GINT64_CONSTANT (-2147483649), 0x100000000, 0xb032e7c50dcb4c9a },
  { G_GINT64_CONSTANT (-2147483648), 0xffffffffffffffff, 0x54cb581510494b65 },
  { G_GINT64_CONSTANT (-2147483648), 0x0, 0x1b707e5fa5243fb7 },
  { G_GINT64_CONSTANT (-2147483648), 0x1267, 0x31eca90ba9921eff },
  { G_GINT64_CONSTANT (-2147483648), 0x100000000, 0xf398ddeb9eeaaad1 },
  { G_GINT64_CONSTANT (-2), 0xffffffffffffffff, 0xffa3e153bdf58714 },
  { G_GINT64_CONSTANT (-2), 0x0, 0x06df4899b5f73281 },
  { G_GINT64_CONSTANT (-2), 0x1267, 0xaa4d088522c0dffc },
  { G_GINT64_CONSTANT (-2), 0x100000000, 0xd8498afb2429482e },
  { G_GINT64_CONSTANT (-1), 0xffffffffffffffff, 0x59f2fcdccd4d3e7f },
  { G_GINT64_CONSTANT (-1), 0x0, 0xe5cb8f9016fe094a },
  { G_GINT64_CONSTANT (-1), 0x1267, 0x2533af02caf57cf1 },
  { G_GINT64_CONSTANT (-1), 0x100000000, 0x83fe9f2a4b3387cf },
  { G_GINT64_CONSTANT (0), 0xffffffffffffffff, 0xc6888bf03c15bbcd },
  { G_GINT64_CONSTANT (0), 0x0, 0x39a825beefbec0af },
  { G_GINT64_CONSTANT (0), 0x1267, 0xdac31b815b107707 },
  { G_GINT64_CONSTANT (0), 0x100000000, 0x3f625f9131e4de75 },
  { G_GINT64_CONSTANT (1), 0xffffffffffffffff, 0x14e62382e6d55cd0 },
  { G_GINT64_CONSTANT (1), 0x0, 0xcd0f69c48e731746 },
  { G_GINT64_CONSTANT (1), 0x1267, 0x4b23059511b4fbe4 },
  { G_GINT64_CONSTANT (1), 0x100000000, 0xc2d83648efdc52d8 },
  { G_GINT64_CONSTANT (2), 0xffffffffffffffff, 0x809bf241b507f531 },
  { G_GINT64_CONSTANT (2), 0x0, 0x329f2d4f439edcf6 },
  { G_GINT64_CONSTANT (2), 0x1267, 0x80b6d5c2a81411ea },
  { G_GINT64_CONSTANT (2), 0x100000000, 0x86c92bb2c4063fba },
  { G_GINT64_CONSTANT (42), 0xffffffffffffffff, 0xa9fbad3d2e66a3ca },
  { G_GINT64_CONSTANT (42), 0x0, 0x6f2a09a559fcfec8 },
  { G_GINT64_CONSTANT (42), 0x1267, 0xaf9def6ec717846c },
  { G_GINT64_CONSTANT (42), 0x100000000, 0x43573fca134b0e3f },
  { G_GINT64_CONSTANT (1000000), 0xffffffffffffffff, 0x7a3c135dd70e243f },
  { G_GINT64_CONSTANT (1000000), 0x0, 0x7c3eedf7d4da10b5 },
  { G_GINT64_CONSTANT (1000000), 0x1267, 0x7a31d5d455675430 },
  { G_GINT64_CONSTANT (1000000), 0x100000000, 0x5218b084a849f765 },
  { G_GINT64_CONSTANT (2147483647), 0xffffffffffffffff, 0x745d2c8a90970301 },
  { G_GINT64_CONSTANT (2147483647), 0x0, 0x8195f04afa3b9613 },
  { G_GINT64_CONSTANT (2147483647), 0x1267, 0x865966bc24ea6cb8 },
  { G_GINT64_CONSTANT (2147483647), 0x100000000, 0xb032e7c50dcb4c9a },
  { G_GINT64_CONSTANT (2147483648), 0xffffffffffffffff, 0x54cb581510494b65 },
  { G_GINT64_CONSTANT (2147483648), 0x0, 0x1b707e5fa5243fb7 },
  { G_GINT64_CONSTANT (2147483648), 0x1267, 0x31eca90ba9921eff },
  { G_GINT64_CONSTANT (2147483648), 0x100000000, 0xf398ddeb9eeaaad1 },
  { G_GINT64_CONSTANT (4294967295), 0xffffffffffffffff, 0x59f2fcdccd4d3e7f },
  { G_GINT64_CONSTANT (4294967295), 0x0, 0xe5cb8f9016fe094a },
  { G_GINT64_CONSTANT (4294967295), 0x1267, 0x2533af02caf57cf1 },
  { G_GINT64_CONSTANT (4294967295), 0x100000000, 0x83fe9f2a4b3387cf },
  { G_GINT64_CONSTANT (4294967296), 0xffffffffffffffff, 0x14e62382e6d55cd0 },
  { G_GINT64_CONSTANT (4294967296), 0x0, 0xcd0f69c48e731746 },
  { G_GINT64_CONSTANT (4294967296), 0x1267, 0x4b23059511b4fbe4 },
  { G_GINT64_CONSTANT (4294967296), 0x100000000, 0xc2d83648efdc52d8 },
  { G_GINT64_CONSTANT (1234567890123456789), 0xffffffffffffffff, 0x2c8b03f383e2d8ff },
  { G_GINT64_CONSTANT (1234567890123456789), 0x0, 0xed47a07b2feff047 },
  { G_GINT64_CONSTANT (1234567890123456789), 0x1267, 0x7cc03cbbee639e41 },
  { G_GINT64_CONSTANT (1234567890123456789), 0x100000000, 0x3efca1fbc36e88b1 },
  { G_GINT64_CONSTANT (9223372036854775807), 0xffffffffffffffff, 0x54cb581510494b65 },
  { G_GINT64_CONSTANT (9223372036854775807), 0x0, 0x1b707e5fa5243fb7 },
  { G_GINT64_CONSTANT (9223372036854775807), 0x1267, 0x31eca90ba9921eff },
  { G_GINT64_CONSTANT (9223372036854775807), 0x100000000, 0xf398ddeb9eeaaad1 },
};

static const guint64 seeds[] = { 0, 4711, (guint64) -2 };

typedef struct
{
  const char *key;
  guint64     hashes[G_N_ELEMENTS (seeds)];
} Text;

/* SELECT hashtextextended (key COLLATE "C", seed) */
static const Text texts[] = {
  { "", { 0x9fb1b765a7ea466d, 0x4fdcf84e48e9a527, 0x1794d163a8ddb504 } },
  { "T", { 0xed6daa8f0b52d3dc, 0x3bed214f6bc81ae1, 0x7ab48d569510e834 } },
  { "Th", { 0x4da0c4d5c27672ed, 0x129f5fc688a1999d, 0xdb65c27a3ef1d19d } },
  { "The", { 0x926767cb834dfb12, 0x29560ee4ea1a6272, 0x5b12278b6592674d } },
  { "The ", { 0x10dab496e06cb47d, 0xe2cf554bc7cba474, 0x184868ef1c416304 } },
  { "The q", { 0xf2536b0e4ea46196, 0xbe4982f219f9b458, 0x1a3845703a169833 } },
  { "The qu", { 0x30286ed67a1430a5, 0x6e943facfaf74f14, 0xee48086c9b3136bc } },
  { "The qui", { 0xd9cc885f0644d774, 0xe20ad4f0ad609001, 0x8637bb74cc666560 } },
  { "The quic", { 0xea90bac1e47d3297, 0x4ba1d480d64d146d, 0xd74bc778af524d2d } },
  { "The quick", { 0xd41251da36a5e38e, 0x3c5a78df1be61f59, 0x58e7e682d1ed45ea } },
  { "The quick ", { 0x5bc9776d58d841b1, 0x6740e882e00bc7f9, 0xdc18e292cfd8c5ea } },
  { "The quick b", { 0x27d24b3f7ea8046d, 0x7b38a09648a796cf, 0xafbb109ba77e3dee } },
  { "The quick br", { 0x802e6bcc04f148b8, 0x507deb75bd59abb5, 0xdfbe577927bc3a33 } },
  { "The quick bro", { 0xca60c4c29143467b, 0x63ee3f7fab6e634d, 0x2d28f3a426700bc7 } },
  { "The quick brow", { 0xda7bef70e610f199, 0x36c41138ca39cc2d, 0xcb9dc809b7efdc00 } },
  { "The quick brown", { 0x01d0a4b850695495, 0x187cdbeb840d0ef9, 0xdb1a3a52f8a39ebe } },
  { "The quick brown ", { 0x937e2cfecfdafaca, 0x6ed7e267102f88a1, 0x34016ad244233beb } },
  { "The quick brown f", { 0x2fe4a06c6b5d3ecb, 0x9063b9f307355cf9, 0x378ba245ca28808e } },
  { "The quick brown fo", { 0x19cdbca87eb70f68, 0xa3a0f80a4b2c224b, 0x31b141e53a9c95f9 } },
  { "The quick brown fox", { 0x5882b507eee204ef, 0x46cce1d85a7ae494, 0x3b71e7c29467fa86 } },
  { "The quick brown fox ", { 0x135ef047d724c4fe, 0x98db99bb7e6bf6d8, 0xe0e83e863629e664 } },
  { "The quick brown fox j", { 0x3cd2534e11eb17c3, 0x6bde9163a357d33e, 0x26b4df68633474b4 } },
  { "The quick brown fox ju", { 0x8e923184b4bdf09e, 0xa99bc5589f6ac728, 0x34631e1e805bc6b8 } },
  { "The quick brown fox jum", { 0xa7e35427b64d8a89, 0x095fabe6020d5cef, 0x62ccc9d6bc046fcd } },
  { "The quick brown fox jump", { 0x7407687fb76ee0f4, 0x20fdb144fb867a4e, 0x5030b644c8e46b2b } },
  { "The quick brown fox jumps", { 0xa4d9bf4d51b4d804, 0xdfd91e871b5d5112, 0x1df5ce59bb9a5841 } },
  { "The quick brown fox jumps ", { 0x89e4fd2c79835141, 0x5bfc0d15d6d2fa51, 0x6203a90a39388798 } },
  { "The quick brown fox jumps o", { 0xacf7815e6995ca74, 0x72d02bbf115a25fc, 0xc14bef16762a7425 } },
  { "The quick brown fox jumps ov", { 0x408ac28a3ba7f826, 0xa75fcbe92d11dc84, 0x534e72da5e8aee88 } },
  { "The quick brown fox jumps ove", { 0x4451e9cfae35ced8, 0x7ad771991e24156f, 0x7b0e50227600d863 } },
  { "The quick brown fox jumps over", { 0xd705bcef57e5056e, 0x9f519fa35eb49a66, 0x732cdbeb57fe99c1 } },
  { "The quick brown fox jumps over ", { 0x0356a989585fe9d5, 0x83d93c962a7d2103, 0x5fa63f808d4f3050 } },
  { "The quick brown fox jumps over t", { 0x0d00512c82f87f43, 0x7adb926518ad6c1b, 0x098f7eddc1c6e482 } },
  { "The quick brown fox jumps over th", { 0xd39591f74bbafe0e, 0xf1889a14b468a16e, 0x6affdd517e616fdb } },
  { "The quick brown fox jumps over the", { 0xa3124fef10d2104f, 0x353ac1a5cd028ca9, 0xb1e90904bfcbd800 } },
  { "The quick brown fox jumps over the ", { 0xb23cc2a6268dfac9, 0xf1bfddade9fa5a57, 0x08455abe30cd3df8 } },
  { "The quick brown fox jumps over the l", { 0x47c849aedfa961fc, 0xa30f38a3fc2627c9, 0x8715ab1833eeaddd } },
  { "The quick brown fox jumps over the la", { 0xa7fdc89d55449010, 0x5dc80e0df696abd5, 0xb3838d163222bb1e } },
  { "The quick brown fox jumps over the laz", { 0xefd1907f9298aaa2, 0x97fccf297aeaeb71, 0xd28f5a87e9bf4079 } },
  { "The quick brown fox jumps over the lazy", { 0x6958778964c2620a, 0x7d9954eaa68787f2, 0x45e1a1c1f70a58db } },
  { "The quick brown fox jumps over the lazy ", { 0xbcb99efa96a18579, 0x424acfa39f9918b5, 0x1aff3eddd5c7235e } },
  { "é", { 0xf565f73cc5672b0b, 0xbe3cfec875653cf9, 0x5aba8e60d06efca4 } },
  { "São Paulo", { 0x81a1fd014605e21d, 0x47754c667150e36f, 0x92cf809f2d0c44ff } },
  { "김민준", { 0xadae3d48dec22f71, 0xc90d14205b6ccd4c, 0x95cd1adb9978be65 } },
  { "王秀英", { 0x462233b4461e450b, 0x18e40e818d982437, 0xcf81c665cac2758a } },
  { "één", { 0xb01071bec01c1380, 0x8d202f2c7c9842df, 0xbeab19bc2c4801b8 } },
  { "😀", { 0x8105648a675e3fda, 0x7d19490a61ff83a6, 0xc38c800825d9c020 } },
  { "Ωμέγα ς", { 0x1d9d9025b8fc0eeb, 0x65bd5dc2d5b39c6e, 0x7a398805023be842 } },
  { "00000000-0000-4000-8000-000000000000", { 0x8588a67a94da0e2b, 0xd7b780ac727654bf, 0x7d2f46b9a3568a57 } },
  { "customer@example.com", { 0x678163b9d8130bd6, 0x53bfc1504bb7d8d6, 0x48712630ae12b6d8 } },
};

static void
test_integers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (integers); i++)
    g_assert_cmphex (ff_hash_integer (integers[i].key, integers[i].seed), ==, integers[i].hash);
}

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize s = 0; s < G_N_ELEMENTS (seeds); s++)
      g_assert_cmphex (ff_hash_text (texts[i].key, -1, seeds[s]), ==, texts[i].hashes[s]);
}

/* Bytes behind the length do not count, and a key may have a NUL inside. */
static void
test_length (void)
{
  g_assert_cmphex (ff_hash_text ("abcdef", 3, 1), ==, ff_hash_text ("abc", -1, 1));
  g_assert_cmphex (ff_hash_text ("a\0b", 3, 1), !=, ff_hash_text ("a", -1, 1));
  g_assert_cmphex (ff_hash_text (NULL, 0, 7), ==, ff_hash_text ("", -1, 7));
}

/* Two parts joined as a canonical key, and a seed's text. */
static void
test_joined (void)
{
  g_assert_cmphex (ff_hash_text ("12\03734", -1, 0), ==, (guint64) G_GINT64_CONSTANT (-8790004646629451396));
  g_assert_cmphex (ff_hash_seed ("12\03734"), ==, ff_hash_text ("12\03734", -1, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/hash/integers", test_integers);
  g_test_add_func ("/base/hash/texts", test_texts);
  g_test_add_func ("/base/hash/length", test_length);
  g_test_add_func ("/base/hash/joined", test_joined);

  return g_test_run ();
}
