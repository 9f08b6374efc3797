/* What kind a column of a file has, from the texts that stand in it. Careful:
 * a number with a zero before it is a code, a sign before it a telephone
 * number, and a day that could as well be a month is not guessed. Pure. */

#include "store/ff-import-private.h"

#include <string.h>

#define BIT(n) (1u << (n))
#define ALL_KINDS (BIT (FF_KIND_INTEGER) | BIT (FF_KIND_DECIMAL) | BIT (FF_KIND_REAL) | BIT (FF_KIND_FLAG) | \
                   BIT (FF_KIND_DATE) | BIT (FF_KIND_INSTANT))
#define ALL_ORDERS (BIT (FF_DATE_YMD) | BIT (FF_DATE_DMY) | BIT (FF_DATE_MDY))

/* Digits after the point beyond which differing ones are a measure, not an amount. */
#define MOST_AMOUNT_DIGITS 4
#define MOST_DIGITS 17

void
ff_import_guess_init (FfImportGuess *self)
{
  *self = (FfImportGuess) { .kinds = ALL_KINDS, .orders = ALL_ORDERS, .min_scale = G_MAXUINT };
}

/* Digits, with one mark among them at most: TRUE with their numbers. */
static gboolean
look_at_number (const char *text,
                gsize       length,
                guint      *out_digits,
                guint      *out_after,
                char       *out_mark)
{
  const char *end = text + length;
  const char *digits;

  *out_digits = *out_after = 0;
  *out_mark = '\0';
  if (text < end && *text == '-')
    text++;

  for (digits = text; text < end; text++)
    {
      if (g_ascii_isdigit (*text))
        {
          *out_digits += 1;
          *out_after += *out_mark != '\0';
        }
      else if ((*text == '.' || *text == ',') && *out_mark == '\0' && text > digits)
        *out_mark = *text;
      else
        return FALSE;
    }

  if (*out_digits == 0 || (*out_mark != '\0' && *out_after == 0))
    return FALSE;

  /* 007 is a code. */
  return !(digits[0] == '0' && end - digits > 1 && g_ascii_isdigit (digits[1]));
}

/* Whether the text, which is no plain number, is one with an exponent. */
static gboolean
has_exponent (const FfImportField *field)
{
  const FfFileColumn column = { .type = { .kind = FF_KIND_REAL } };
  FfImportCell cell;

  return field->text[0] != '+' && strpbrk (field->text, "eE") != NULL &&
         ff_import_read_cell (&column, field, NULL, &cell) == FF_FIT_GOOD;
}

static void
keep (FfImportGuess *self,
      FfKind         kind,
      gboolean       fits)
{
  if (!fits)
    self->kinds &= ~BIT (kind);
}

static void
look_at_dates (FfImportGuess       *self,
               const FfImportField *field)
{
  FfFileColumn column = { .type = { .kind = FF_KIND_INSTANT } };
  FfImportCell cell;
  guint n_date = 0;
  guint orders = 0;

  for (guint order = FF_DATE_YMD; order <= FF_DATE_MDY; order++)
    {
      gint64 day;
      gsize used;

      column.date_order = order;
      if ((self->orders & BIT (order)) == 0 || ff_import_read_cell (&column, field, NULL, &cell) != FF_FIT_GOOD)
        continue;

      orders |= BIT (order);
      n_date += ff_import_read_date (field->text, field->length, order, &day, &used) && used == field->length;
    }

  self->orders = orders;
  keep (self, FF_KIND_DATE, n_date > 0);
  keep (self, FF_KIND_INSTANT, orders != 0);
}

/**
 * ff_import_guess_add:
 * @field: one more text of the column
 */
void
ff_import_guess_add (FfImportGuess       *self,
                     const FfImportField *field)
{
  guint n_digits, n_after;
  char mark;
  gboolean is_number;

  if (field->length == 0)
    return;

  self->n_values++;
  if (self->kinds == 0)
    return;

  is_number = look_at_number (field->text, field->length, &n_digits, &n_after, &mark);
  if (is_number)
    {
      self->n_point += mark == '.';
      self->n_comma += mark == ',';
      self->min_scale = MIN (self->min_scale, n_after);
      self->max_scale = MAX (self->max_scale, n_after);
      self->max_digits = MAX (self->max_digits, n_digits - n_after);
    }

  keep (self, FF_KIND_INTEGER, is_number && mark == '\0' && n_digits <= MOST_DIGITS + 1);
  keep (self, FF_KIND_DECIMAL, is_number);
  /* More digits than a real holds are a number that counts nothing. */
  keep (self, FF_KIND_REAL, is_number ? n_digits - n_after <= MOST_DIGITS : has_exponent (field));
  if ((self->kinds & BIT (FF_KIND_FLAG)) != 0)
    {
      FfFileColumn column = { .type = { .kind = FF_KIND_FLAG } };
      FfImportCell cell;

      keep (self, FF_KIND_FLAG, !g_ascii_isdigit (field->text[0]) && ff_import_read_cell (&column, field, NULL, &cell) == FF_FIT_GOOD);
    }
  if ((self->kinds & (BIT (FF_KIND_DATE) | BIT (FF_KIND_INSTANT))) != 0)
    look_at_dates (self, field);
}

static gboolean
has_one_bit (guint bits)
{
  return bits != 0 && (bits & (bits - 1)) == 0;
}

static gboolean
is_amount (const FfImportGuess *self)
{
  /* 1,234 may be thousands. */
  if (self->n_comma > 0 && self->min_scale == 3 && self->max_scale == 3)
    return FALSE;

  return (self->kinds & BIT (FF_KIND_DECIMAL)) != 0 && (self->n_point == 0 || self->n_comma == 0) &&
         (self->max_scale <= MOST_AMOUNT_DIGITS || self->min_scale == self->max_scale) &&
         self->max_digits + self->max_scale <= MOST_DIGITS;
}

/**
 * ff_import_guess_decide:
 * @column: gets the kind that all texts have, and how they spell it; text when there are none
 */
void
ff_import_guess_decide (const FfImportGuess *self,
                        FfFileColumn        *column)
{
  column->type = (FfType) { .kind = FF_KIND_TEXT };
  if (self->n_values == 0)
    return;

  column->decimal_comma = self->n_comma > 0 && self->n_point == 0;

  if ((self->kinds & BIT (FF_KIND_INTEGER)) != 0)
    {
      column->type.kind = FF_KIND_INTEGER;
    }
  else if (is_amount (self))
    {
      column->type = (FfType) { .kind = FF_KIND_DECIMAL, .scale = self->max_scale, .scaled_storage = TRUE };
    }
  else if ((self->kinds & BIT (FF_KIND_REAL)) != 0 && self->n_comma == 0)
    {
      column->type.kind = FF_KIND_REAL;
    }
  else if ((self->kinds & BIT (FF_KIND_FLAG)) != 0)
    {
      column->type.kind = FF_KIND_FLAG;
    }
  else if ((self->kinds & (BIT (FF_KIND_DATE) | BIT (FF_KIND_INSTANT))) != 0 && has_one_bit (self->orders))
    {
      column->type.kind = (self->kinds & BIT (FF_KIND_DATE)) != 0 ? FF_KIND_DATE : FF_KIND_INSTANT;
      column->date_order = self->orders == BIT (FF_DATE_DMY) ? FF_DATE_DMY
                           : self->orders == BIT (FF_DATE_MDY) ? FF_DATE_MDY : FF_DATE_YMD;
      column->type.form = FF_INSTANT_USEC;
    }

  if (column->type.kind != FF_KIND_DECIMAL && column->type.kind != FF_KIND_REAL)
    column->decimal_comma = FALSE;
}
