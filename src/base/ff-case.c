/* Upper and title case that no library, locale or version decides for us: the
 * root locale's, character by character, a character that becomes several
 * included. Called by expressions in memory and in SQLite; pure, any thread.
 * PostgreSQL does the same through ICU's root locale. */

#include "base/ff-case.h"

#include <string.h>

#include "base/ff-fold.h"

/* Characters @first, @first + @step, … up to @last have an upper case that is
 * @distance away. */
typedef struct
{
  gunichar first;
  gunichar last;
  guint    step;
  gint     distance;
} Range;

/* A character that becomes several, or another one in title case. */
typedef struct
{
  gunichar    c;
  const char *text;
} Special;

/* Upper case of Unicode 14 that is one character, ordered. */
static const Range ranges[] = {
  { 0x0061, 0x007a, 1, -32 },    { 0x00b5, 0x00b5, 1, 743 },    { 0x00e0, 0x00f6, 1, -32 },    { 0x00f8, 0x00fe, 1, -32 },
  { 0x00ff, 0x00ff, 1, 121 },    { 0x0101, 0x012f, 2, -1 },     { 0x0131, 0x0131, 1, -232 },   { 0x0133, 0x0137, 2, -1 },
  { 0x013a, 0x0148, 2, -1 },     { 0x014b, 0x0177, 2, -1 },     { 0x017a, 0x017e, 2, -1 },     { 0x017f, 0x017f, 1, -300 },
  { 0x0180, 0x0180, 1, 195 },    { 0x0183, 0x0185, 2, -1 },     { 0x0188, 0x0188, 1, -1 },     { 0x018c, 0x018c, 1, -1 },
  { 0x0192, 0x0192, 1, -1 },     { 0x0195, 0x0195, 1, 97 },     { 0x0199, 0x0199, 1, -1 },     { 0x019a, 0x019a, 1, 163 },
  { 0x019e, 0x019e, 1, 130 },    { 0x01a1, 0x01a5, 2, -1 },     { 0x01a8, 0x01a8, 1, -1 },     { 0x01ad, 0x01ad, 1, -1 },
  { 0x01b0, 0x01b0, 1, -1 },     { 0x01b4, 0x01b6, 2, -1 },     { 0x01b9, 0x01b9, 1, -1 },     { 0x01bd, 0x01bd, 1, -1 },
  { 0x01bf, 0x01bf, 1, 56 },     { 0x01c5, 0x01c5, 1, -1 },     { 0x01c6, 0x01c6, 1, -2 },     { 0x01c8, 0x01c8, 1, -1 },
  { 0x01c9, 0x01c9, 1, -2 },     { 0x01cb, 0x01cb, 1, -1 },     { 0x01cc, 0x01cc, 1, -2 },     { 0x01ce, 0x01dc, 2, -1 },
  { 0x01dd, 0x01dd, 1, -79 },    { 0x01df, 0x01ef, 2, -1 },     { 0x01f2, 0x01f2, 1, -1 },     { 0x01f3, 0x01f3, 1, -2 },
  { 0x01f5, 0x01f5, 1, -1 },     { 0x01f9, 0x021f, 2, -1 },     { 0x0223, 0x0233, 2, -1 },     { 0x023c, 0x023c, 1, -1 },
  { 0x023f, 0x0240, 1, 10815 },  { 0x0242, 0x0242, 1, -1 },     { 0x0247, 0x024f, 2, -1 },     { 0x0250, 0x0250, 1, 10783 },
  { 0x0251, 0x0251, 1, 10780 },  { 0x0252, 0x0252, 1, 10782 },  { 0x0253, 0x0253, 1, -210 },   { 0x0254, 0x0254, 1, -206 },
  { 0x0256, 0x0257, 1, -205 },   { 0x0259, 0x0259, 1, -202 },   { 0x025b, 0x025b, 1, -203 },   { 0x025c, 0x025c, 1, 42319 },
  { 0x0260, 0x0260, 1, -205 },   { 0x0261, 0x0261, 1, 42315 },  { 0x0263, 0x0263, 1, -207 },   { 0x0265, 0x0265, 1, 42280 },
  { 0x0266, 0x0266, 1, 42308 },  { 0x0268, 0x0268, 1, -209 },   { 0x0269, 0x0269, 1, -211 },   { 0x026a, 0x026a, 1, 42308 },
  { 0x026b, 0x026b, 1, 10743 },  { 0x026c, 0x026c, 1, 42305 },  { 0x026f, 0x026f, 1, -211 },   { 0x0271, 0x0271, 1, 10749 },
  { 0x0272, 0x0272, 1, -213 },   { 0x0275, 0x0275, 1, -214 },   { 0x027d, 0x027d, 1, 10727 },  { 0x0280, 0x0280, 1, -218 },
  { 0x0282, 0x0282, 1, 42307 },  { 0x0283, 0x0283, 1, -218 },   { 0x0287, 0x0287, 1, 42282 },  { 0x0288, 0x0288, 1, -218 },
  { 0x0289, 0x0289, 1, -69 },    { 0x028a, 0x028b, 1, -217 },   { 0x028c, 0x028c, 1, -71 },    { 0x0292, 0x0292, 1, -219 },
  { 0x029d, 0x029d, 1, 42261 },  { 0x029e, 0x029e, 1, 42258 },  { 0x0345, 0x0345, 1, 84 },     { 0x0371, 0x0373, 2, -1 },
  { 0x0377, 0x0377, 1, -1 },     { 0x037b, 0x037d, 1, 130 },    { 0x03ac, 0x03ac, 1, -38 },    { 0x03ad, 0x03af, 1, -37 },
  { 0x03b1, 0x03c1, 1, -32 },    { 0x03c2, 0x03c2, 1, -31 },    { 0x03c3, 0x03cb, 1, -32 },    { 0x03cc, 0x03cc, 1, -64 },
  { 0x03cd, 0x03ce, 1, -63 },    { 0x03d0, 0x03d0, 1, -62 },    { 0x03d1, 0x03d1, 1, -57 },    { 0x03d5, 0x03d5, 1, -47 },
  { 0x03d6, 0x03d6, 1, -54 },    { 0x03d7, 0x03d7, 1, -8 },     { 0x03d9, 0x03ef, 2, -1 },     { 0x03f0, 0x03f0, 1, -86 },
  { 0x03f1, 0x03f1, 1, -80 },    { 0x03f2, 0x03f2, 1, 7 },      { 0x03f3, 0x03f3, 1, -116 },   { 0x03f5, 0x03f5, 1, -96 },
  { 0x03f8, 0x03f8, 1, -1 },     { 0x03fb, 0x03fb, 1, -1 },     { 0x0430, 0x044f, 1, -32 },    { 0x0450, 0x045f, 1, -80 },
  { 0x0461, 0x0481, 2, -1 },     { 0x048b, 0x04bf, 2, -1 },     { 0x04c2, 0x04ce, 2, -1 },     { 0x04cf, 0x04cf, 1, -15 },
  { 0x04d1, 0x052f, 2, -1 },     { 0x0561, 0x0586, 1, -48 },    { 0x10d0, 0x10fa, 1, 3008 },   { 0x10fd, 0x10ff, 1, 3008 },
  { 0x13f8, 0x13fd, 1, -8 },     { 0x1c80, 0x1c80, 1, -6254 },  { 0x1c81, 0x1c81, 1, -6253 },  { 0x1c82, 0x1c82, 1, -6244 },
  { 0x1c83, 0x1c84, 1, -6242 },  { 0x1c85, 0x1c85, 1, -6243 },  { 0x1c86, 0x1c86, 1, -6236 },  { 0x1c87, 0x1c87, 1, -6181 },
  { 0x1c88, 0x1c88, 1, 35266 },  { 0x1d79, 0x1d79, 1, 35332 },  { 0x1d7d, 0x1d7d, 1, 3814 },   { 0x1d8e, 0x1d8e, 1, 35384 },
  { 0x1e01, 0x1e95, 2, -1 },     { 0x1e9b, 0x1e9b, 1, -59 },    { 0x1ea1, 0x1eff, 2, -1 },     { 0x1f00, 0x1f07, 1, 8 },
  { 0x1f10, 0x1f15, 1, 8 },      { 0x1f20, 0x1f27, 1, 8 },      { 0x1f30, 0x1f37, 1, 8 },      { 0x1f40, 0x1f45, 1, 8 },
  { 0x1f51, 0x1f57, 2, 8 },      { 0x1f60, 0x1f67, 1, 8 },      { 0x1f70, 0x1f71, 1, 74 },     { 0x1f72, 0x1f75, 1, 86 },
  { 0x1f76, 0x1f77, 1, 100 },    { 0x1f78, 0x1f79, 1, 128 },    { 0x1f7a, 0x1f7b, 1, 112 },    { 0x1f7c, 0x1f7d, 1, 126 },
  { 0x1fb0, 0x1fb1, 1, 8 },      { 0x1fbe, 0x1fbe, 1, -7205 },  { 0x1fd0, 0x1fd1, 1, 8 },      { 0x1fe0, 0x1fe1, 1, 8 },
  { 0x1fe5, 0x1fe5, 1, 7 },      { 0x214e, 0x214e, 1, -28 },    { 0x2170, 0x217f, 1, -16 },    { 0x2184, 0x2184, 1, -1 },
  { 0x24d0, 0x24e9, 1, -26 },    { 0x2c30, 0x2c5f, 1, -48 },    { 0x2c61, 0x2c61, 1, -1 },     { 0x2c65, 0x2c65, 1, -10795 },
  { 0x2c66, 0x2c66, 1, -10792 }, { 0x2c68, 0x2c6c, 2, -1 },     { 0x2c73, 0x2c73, 1, -1 },     { 0x2c76, 0x2c76, 1, -1 },
  { 0x2c81, 0x2ce3, 2, -1 },     { 0x2cec, 0x2cee, 2, -1 },     { 0x2cf3, 0x2cf3, 1, -1 },     { 0x2d00, 0x2d25, 1, -7264 },
  { 0x2d27, 0x2d27, 1, -7264 },  { 0x2d2d, 0x2d2d, 1, -7264 },  { 0xa641, 0xa66d, 2, -1 },     { 0xa681, 0xa69b, 2, -1 },
  { 0xa723, 0xa72f, 2, -1 },     { 0xa733, 0xa76f, 2, -1 },     { 0xa77a, 0xa77c, 2, -1 },     { 0xa77f, 0xa787, 2, -1 },
  { 0xa78c, 0xa78c, 1, -1 },     { 0xa791, 0xa793, 2, -1 },     { 0xa794, 0xa794, 1, 48 },     { 0xa797, 0xa7a9, 2, -1 },
  { 0xa7b5, 0xa7c3, 2, -1 },     { 0xa7c8, 0xa7ca, 2, -1 },     { 0xa7d1, 0xa7d1, 1, -1 },     { 0xa7d7, 0xa7d9, 2, -1 },
  { 0xa7f6, 0xa7f6, 1, -1 },     { 0xab53, 0xab53, 1, -928 },   { 0xab70, 0xabbf, 1, -38864 }, { 0xff41, 0xff5a, 1, -32 },
  { 0x10428, 0x1044f, 1, -40 },  { 0x104d8, 0x104fb, 1, -40 },  { 0x10597, 0x105a1, 1, -39 },  { 0x105a3, 0x105b1, 1, -39 },
  { 0x105b3, 0x105b9, 1, -39 },  { 0x105bb, 0x105bc, 1, -39 },  { 0x10cc0, 0x10cf2, 1, -64 },  { 0x118c0, 0x118df, 1, -32 },
  { 0x16e60, 0x16e7f, 1, -32 },  { 0x1e922, 0x1e943, 1, -34 },
};

/* Upper case of Unicode 14 that is several characters, ordered. */
static const Special uppers[] = {
  { 0x00df, "SS" },                 { 0x0149, "\u02bcN" },            { 0x01f0, "J\u030c" },            { 0x0390, "\u0399\u0308\u0301" },
  { 0x03b0, "\u03a5\u0308\u0301" }, { 0x0587, "\u0535\u0552" },       { 0x1e96, "H\u0331" },            { 0x1e97, "T\u0308" },
  { 0x1e98, "W\u030a" },            { 0x1e99, "Y\u030a" },            { 0x1e9a, "A\u02be" },            { 0x1f50, "\u03a5\u0313" },
  { 0x1f52, "\u03a5\u0313\u0300" }, { 0x1f54, "\u03a5\u0313\u0301" }, { 0x1f56, "\u03a5\u0313\u0342" }, { 0x1f80, "\u1f08\u0399" },
  { 0x1f81, "\u1f09\u0399" },       { 0x1f82, "\u1f0a\u0399" },       { 0x1f83, "\u1f0b\u0399" },       { 0x1f84, "\u1f0c\u0399" },
  { 0x1f85, "\u1f0d\u0399" },       { 0x1f86, "\u1f0e\u0399" },       { 0x1f87, "\u1f0f\u0399" },       { 0x1f88, "\u1f08\u0399" },
  { 0x1f89, "\u1f09\u0399" },       { 0x1f8a, "\u1f0a\u0399" },       { 0x1f8b, "\u1f0b\u0399" },       { 0x1f8c, "\u1f0c\u0399" },
  { 0x1f8d, "\u1f0d\u0399" },       { 0x1f8e, "\u1f0e\u0399" },       { 0x1f8f, "\u1f0f\u0399" },       { 0x1f90, "\u1f28\u0399" },
  { 0x1f91, "\u1f29\u0399" },       { 0x1f92, "\u1f2a\u0399" },       { 0x1f93, "\u1f2b\u0399" },       { 0x1f94, "\u1f2c\u0399" },
  { 0x1f95, "\u1f2d\u0399" },       { 0x1f96, "\u1f2e\u0399" },       { 0x1f97, "\u1f2f\u0399" },       { 0x1f98, "\u1f28\u0399" },
  { 0x1f99, "\u1f29\u0399" },       { 0x1f9a, "\u1f2a\u0399" },       { 0x1f9b, "\u1f2b\u0399" },       { 0x1f9c, "\u1f2c\u0399" },
  { 0x1f9d, "\u1f2d\u0399" },       { 0x1f9e, "\u1f2e\u0399" },       { 0x1f9f, "\u1f2f\u0399" },       { 0x1fa0, "\u1f68\u0399" },
  { 0x1fa1, "\u1f69\u0399" },       { 0x1fa2, "\u1f6a\u0399" },       { 0x1fa3, "\u1f6b\u0399" },       { 0x1fa4, "\u1f6c\u0399" },
  { 0x1fa5, "\u1f6d\u0399" },       { 0x1fa6, "\u1f6e\u0399" },       { 0x1fa7, "\u1f6f\u0399" },       { 0x1fa8, "\u1f68\u0399" },
  { 0x1fa9, "\u1f69\u0399" },       { 0x1faa, "\u1f6a\u0399" },       { 0x1fab, "\u1f6b\u0399" },       { 0x1fac, "\u1f6c\u0399" },
  { 0x1fad, "\u1f6d\u0399" },       { 0x1fae, "\u1f6e\u0399" },       { 0x1faf, "\u1f6f\u0399" },       { 0x1fb2, "\u1fba\u0399" },
  { 0x1fb3, "\u0391\u0399" },       { 0x1fb4, "\u0386\u0399" },       { 0x1fb6, "\u0391\u0342" },       { 0x1fb7, "\u0391\u0342\u0399" },
  { 0x1fbc, "\u0391\u0399" },       { 0x1fc2, "\u1fca\u0399" },       { 0x1fc3, "\u0397\u0399" },       { 0x1fc4, "\u0389\u0399" },
  { 0x1fc6, "\u0397\u0342" },       { 0x1fc7, "\u0397\u0342\u0399" }, { 0x1fcc, "\u0397\u0399" },       { 0x1fd2, "\u0399\u0308\u0300" },
  { 0x1fd3, "\u0399\u0308\u0301" }, { 0x1fd6, "\u0399\u0342" },       { 0x1fd7, "\u0399\u0308\u0342" }, { 0x1fe2, "\u03a5\u0308\u0300" },
  { 0x1fe3, "\u03a5\u0308\u0301" }, { 0x1fe4, "\u03a1\u0313" },       { 0x1fe6, "\u03a5\u0342" },       { 0x1fe7, "\u03a5\u0308\u0342" },
  { 0x1ff2, "\u1ffa\u0399" },       { 0x1ff3, "\u03a9\u0399" },       { 0x1ff4, "\u038f\u0399" },       { 0x1ff6, "\u03a9\u0342" },
  { 0x1ff7, "\u03a9\u0342\u0399" }, { 0x1ffc, "\u03a9\u0399" },       { 0xfb00, "FF" },                 { 0xfb01, "FI" },
  { 0xfb02, "FL" },                 { 0xfb03, "FFI" },                { 0xfb04, "FFL" },                { 0xfb05, "ST" },
  { 0xfb06, "ST" },                 { 0xfb13, "\u0544\u0546" },       { 0xfb14, "\u0544\u0535" },       { 0xfb15, "\u0544\u053b" },
  { 0xfb16, "\u054e\u0546" },       { 0xfb17, "\u0544\u053d" },
};

/* Title case of Unicode 14 where it is not the upper case, ordered; without Georgian, which has none. */
static const Special titles[] = {
  { 0x00df, "Ss" },                 { 0x01c4, "\u01c5" },             { 0x01c5, "\u01c5" },             { 0x01c6, "\u01c5" },
  { 0x01c7, "\u01c8" },             { 0x01c8, "\u01c8" },             { 0x01c9, "\u01c8" },             { 0x01ca, "\u01cb" },
  { 0x01cb, "\u01cb" },             { 0x01cc, "\u01cb" },             { 0x01f1, "\u01f2" },             { 0x01f2, "\u01f2" },
  { 0x01f3, "\u01f2" },             { 0x0345, "\u0345" },             { 0x0587, "\u0535\u0582" },       { 0x1f80, "\u1f88" },
  { 0x1f81, "\u1f89" },             { 0x1f82, "\u1f8a" },             { 0x1f83, "\u1f8b" },             { 0x1f84, "\u1f8c" },
  { 0x1f85, "\u1f8d" },             { 0x1f86, "\u1f8e" },             { 0x1f87, "\u1f8f" },             { 0x1f88, "\u1f88" },
  { 0x1f89, "\u1f89" },             { 0x1f8a, "\u1f8a" },             { 0x1f8b, "\u1f8b" },             { 0x1f8c, "\u1f8c" },
  { 0x1f8d, "\u1f8d" },             { 0x1f8e, "\u1f8e" },             { 0x1f8f, "\u1f8f" },             { 0x1f90, "\u1f98" },
  { 0x1f91, "\u1f99" },             { 0x1f92, "\u1f9a" },             { 0x1f93, "\u1f9b" },             { 0x1f94, "\u1f9c" },
  { 0x1f95, "\u1f9d" },             { 0x1f96, "\u1f9e" },             { 0x1f97, "\u1f9f" },             { 0x1f98, "\u1f98" },
  { 0x1f99, "\u1f99" },             { 0x1f9a, "\u1f9a" },             { 0x1f9b, "\u1f9b" },             { 0x1f9c, "\u1f9c" },
  { 0x1f9d, "\u1f9d" },             { 0x1f9e, "\u1f9e" },             { 0x1f9f, "\u1f9f" },             { 0x1fa0, "\u1fa8" },
  { 0x1fa1, "\u1fa9" },             { 0x1fa2, "\u1faa" },             { 0x1fa3, "\u1fab" },             { 0x1fa4, "\u1fac" },
  { 0x1fa5, "\u1fad" },             { 0x1fa6, "\u1fae" },             { 0x1fa7, "\u1faf" },             { 0x1fa8, "\u1fa8" },
  { 0x1fa9, "\u1fa9" },             { 0x1faa, "\u1faa" },             { 0x1fab, "\u1fab" },             { 0x1fac, "\u1fac" },
  { 0x1fad, "\u1fad" },             { 0x1fae, "\u1fae" },             { 0x1faf, "\u1faf" },             { 0x1fb2, "\u1fba\u0345" },
  { 0x1fb3, "\u1fbc" },             { 0x1fb4, "\u0386\u0345" },       { 0x1fb7, "\u0391\u0342\u0345" }, { 0x1fbc, "\u1fbc" },
  { 0x1fc2, "\u1fca\u0345" },       { 0x1fc3, "\u1fcc" },             { 0x1fc4, "\u0389\u0345" },       { 0x1fc7, "\u0397\u0342\u0345" },
  { 0x1fcc, "\u1fcc" },             { 0x1ff2, "\u1ffa\u0345" },       { 0x1ff3, "\u1ffc" },             { 0x1ff4, "\u038f\u0345" },
  { 0x1ff7, "\u03a9\u0342\u0345" }, { 0x1ffc, "\u1ffc" },             { 0xfb00, "Ff" },                 { 0xfb01, "Fi" },
  { 0xfb02, "Fl" },                 { 0xfb03, "Ffi" },                { 0xfb04, "Ffl" },                { 0xfb05, "St" },
  { 0xfb06, "St" },                 { 0xfb13, "\u0544\u0576" },       { 0xfb14, "\u0544\u0565" },       { 0xfb15, "\u0544\u056b" },
  { 0xfb16, "\u054e\u0576" },       { 0xfb17, "\u0544\u056d" },
};

static const char *
find_special (const Special *specials,
              gsize          n,
              gunichar       c)
{
  gsize low = 0;

  while (low < n)
    {
      const gsize middle = (low + n) / 2;

      if (c < specials[middle].c)
        n = middle;
      else if (c > specials[middle].c)
        low = middle + 1;
      else
        return specials[middle].text;
    }

  return NULL;
}

static gunichar
upper (gunichar c)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (ranges);

  while (low < high)
    {
      const gsize middle = (low + high) / 2;
      const Range *range = &ranges[middle];

      if (c < range->first)
        high = middle;
      else if (c > range->last)
        low = middle + 1;
      else
        return (c - range->first) % range->step == 0 ? (gunichar) ((gint) c + range->distance) : c;
    }

  return c;
}

static void
add_upper (GString  *text,
           gunichar  c)
{
  const char *special = c < 0x80 ? NULL : find_special (uppers, G_N_ELEMENTS (uppers), c);

  if (special != NULL)
    g_string_append (text, special);
  else
    g_string_append_unichar (text, upper (c));
}

static void
add_lower (GString  *text,
           gunichar  c)
{
  if (c == 0x130)
    g_string_append (text, "i\u0307");
  else
    g_string_append_unichar (text, c == 0x3c2 ? c : ff_fold_lower_character (c));
}

static gboolean
is_georgian (gunichar c)
{
  return c >= 0x10d0 && c <= 0x10ff;
}

static void
add_title (GString  *text,
           gunichar  c)
{
  const char *special = find_special (titles, G_N_ELEMENTS (titles), c);

  if (special != NULL)
    g_string_append (text, special);
  else if (is_georgian (c))
    g_string_append_unichar (text, c);
  else
    add_upper (text, c);
}

/**
 * ff_case_lower:
 * @text: a text in UTF-8
 *
 * Each character's lower case; that of capital sigma is sigma, wherever it
 * stands, and final sigma stays what it is.
 *
 * Returns: (transfer full): the text in lower case
 */
char *
ff_case_lower (const char *text)
{
  GString *lower = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text))
    add_lower (lower, g_utf8_get_char (text));

  return g_string_free (lower, FALSE);
}

/**
 * ff_case_upper:
 * @text: a text in UTF-8
 *
 * Returns: (transfer full): the text in upper case: “ß” becomes “SS”
 */
char *
ff_case_upper (const char *text)
{
  GString *upper_text = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text))
    add_upper (upper_text, g_utf8_get_char (text));

  return g_string_free (upper_text, FALSE);
}

/* A word begins after one of these. */
static gboolean
separates_words (gunichar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '-' || c == 0xa0;
}

/**
 * ff_case_title:
 * @text: a text in UTF-8
 *
 * The first character of each word in title case and the others in lower
 * case. Words stand between white space and hyphens.
 *
 * Returns: (transfer full): the text in title case: “Anne-Marie O'neil”
 */
char *
ff_case_title (const char *text)
{
  GString *title = g_string_sized_new (strlen (text));
  gboolean begins = TRUE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      if (begins)
        add_title (title, c);
      else
        add_lower (title, c);
      begins = separates_words (c);
    }

  return g_string_free (title, FALSE);
}
