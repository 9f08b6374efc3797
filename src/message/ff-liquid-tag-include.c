/* Parses include and render: fragments inside a template. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *start;
  const char *end;
} Piece;

/* The next fragment after @at, if white space or a comma comes first. */
static gboolean
read_piece (const FfLiquidToken *tag,
            const char          *at,
            Piece               *piece)
{
  piece->start = ff_liquid_scan_fragment (at, tag->markup_end, &piece->end);

  return piece->start != NULL;
}

static gboolean
piece_is (const Piece *piece,
          const char  *word)
{
  return (gsize) (piece->end - piece->start) == strlen (word) && memcmp (piece->start, word, strlen (word)) == 0;
}

/* A name that is written out is found now; another one when it is known. */
static gboolean
set_name (FfLiquidSource      *source,
          const Piece         *piece,
          FfLiquidInclusion   *inclusion,
          gboolean             must_be_text,
          GError             **error)
{
  const FfLiquidExpression *name = ff_liquid_parse_whole (source, piece->start, piece->end, FALSE, error);
  g_autofree char *text = NULL;

  if (name == NULL)
    return FALSE;

  if (name->kind != FF_LIQUID_EXPRESSION_LITERAL || name->literal.kind != FF_LIQUID_TEXT)
    {
      if (must_be_text || name->kind != FF_LIQUID_EXPRESSION_LOOKUP)
        return ff_liquid_source_fail (source, piece->start, error, _("The name of the fragment must stand in quotes."));
      inclusion->name = name;
      *source->has_computed = TRUE;
      return TRUE;
    }

  text = g_strndup (name->literal.text, name->literal.n);
  inclusion->fragment = g_hash_table_lookup (source->program->fragments, text);
  if (inclusion->fragment == NULL)
    return ff_liquid_source_fail (source, piece->start, error, _("There is no fragment “%s”."), text);

  if (!g_ptr_array_find (source->fragments, inclusion->fragment, NULL))
    g_ptr_array_add (source->fragments, inclusion->fragment);

  return TRUE;
}

/* “with value”, “for list” and “as name”. @at moves behind them. */
static gboolean
read_binding (FfLiquidSource       *source,
              const FfLiquidToken  *tag,
              FfLiquidInclusion    *inclusion,
              const char          **at,
              GError              **error)
{
  Piece word;
  Piece value;

  if (read_piece (tag, *at, &word) && (piece_is (&word, "with") || piece_is (&word, "for")) &&
      read_piece (tag, word.end, &value))
    {
      inclusion->is_for = piece_is (&word, "for");
      inclusion->value = ff_liquid_parse_whole (source, value.start, value.end, FALSE, error);
      if (inclusion->value == NULL)
        return FALSE;
      *at = value.end;
    }

  if (read_piece (tag, *at, &word) && piece_is (&word, "as") && read_piece (tag, word.end, &value))
    {
      inclusion->alias = ff_liquid_program_intern (source->program, value.start, (gsize) (value.end - value.start));
      *at = value.end;
    }

  return TRUE;
}

gboolean
ff_liquid_parse_inclusion (FfLiquidSource       *source,
                           const FfLiquidToken  *tag,
                           FfLiquidNode         *node,
                           gboolean             *out_is_blank,
                           GError              **error)
{
  g_autoptr (GArray) arguments = g_array_new (FALSE, FALSE, sizeof (FfLiquidArgument));
  gboolean is_render = *tag->name == 'r';
  Piece name;
  const char *at;

  node->kind = is_render ? FF_LIQUID_NODE_RENDER : FF_LIQUID_NODE_INCLUDE;
  if (!read_piece (tag, tag->markup, &name))
    return ff_liquid_source_fail (source, tag->start, error, _("The name of the fragment is missing."));

  at = name.end;
  if (!set_name (source, &name, &node->inclusion, is_render, error) ||
      !read_binding (source, tag, &node->inclusion, &at, error) ||
      !ff_liquid_scan_arguments (source, at, tag->markup_end, arguments, error))
    return FALSE;

  node->inclusion.arguments = ff_liquid_arena_memdup (&source->program->arena, arguments->data,
                                                      arguments->len * sizeof (FfLiquidArgument));
  node->inclusion.n_arguments = arguments->len;
  return TRUE;
}
