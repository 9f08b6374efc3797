#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words that the sample store's people, places and goods are made of. */

typedef struct
{
  const char *text;
  const char *plain;   /* as it stands in an address: lower case, ASCII */
} FfSampleName;

/* A language and the names, streets and postal codes that go with it. */
typedef struct
{
  const char         *language;
  const FfSampleName *women;
  guint               n_women;
  const FfSampleName *men;
  guint               n_men;
  const FfSampleName *families;
  guint               n_families;
  const char *const  *streets;       /* “#” is the house number */
  guint               n_streets;
  const char         *household_prefix;  /* before and after the family name: “Familie ” */
  const char         *household_suffix;
} FfSampleLocale;

typedef struct
{
  const char *code;
  const char *postal;                /* “9” any digit, “1” one of 1 to 9, “A” a letter */
  const char *const *phones;         /* “#” is a digit; ends with NULL */
} FfSampleCountry;

typedef enum
{
  FF_SAMPLE_NL,
  FF_SAMPLE_BE,
  FF_SAMPLE_DE,
  FF_SAMPLE_FR,
  FF_SAMPLE_GB,
  FF_SAMPLE_US,
  FF_SAMPLE_CA,
  FF_SAMPLE_BR,
  FF_SAMPLE_KR,
  FF_SAMPLE_TW,
  FF_SAMPLE_N_COUNTRIES,
} FfSampleCountryId;

typedef struct
{
  const char            *name;
  FfSampleCountryId      country;
  const FfSampleLocale  *locale;
  const char            *time_zone;
  double                 latitude;
  double                 longitude;
  guint16                weight;      /* share of the people */
} FfSampleCity;

typedef struct
{
  const char        *name;
  guint16            weight;          /* share of the products */
  guint32            min_units;       /* price, in whole units of money */
  guint32            max_units;
  const char *const *goods;           /* NULL-terminated */
} FfSampleCategory;

extern const FfSampleCountry    ff_sample_countries[FF_SAMPLE_N_COUNTRIES];
extern const FfSampleCity       ff_sample_cities[];
extern const guint              ff_sample_n_cities;
extern const FfSampleCategory   ff_sample_categories[];
extern const guint              ff_sample_n_categories;
extern const char *const        ff_sample_series[];
extern const guint              ff_sample_n_series;

G_END_DECLS
