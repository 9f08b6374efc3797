/* Measures every word and icon of every view as it is drawn, light and dark, in the contrast the environment asks for: what
 * stands out most in its place against what most of its place is. What is drawn on the canvas itself has its own test. */

#include <math.h>

#include "picture/ff-palette.h"
#include "stage.h"
#include "views.h"

#define TEXT_LEAST 4.5
#define GRAPHICS_LEAST 3.0

/* Edges of letters are blended with their ground, in the thinnest ones all of a stem. */
#define BLENDED 0.9

/* What is under way soon is half-way. */
#define MESSAGES_A_SECOND 480

typedef struct
{
  const FfTestView *view;
  gboolean          dark;
} Case;

typedef struct
{
  GtkWidget *content;
  guint8    *pixels;
  gsize      stride;
  guint      n_measured;
  guint      n_faint;
} Look;

static FfWindow *window;

static FfColor
get_color (const guint8 *pixel)
{
  return (FfColor) { pixel[2] / 255.0, pixel[1] / 255.0, pixel[0] / 255.0, 1 };
}

/* The place of @widget, when all of it is meant to be seen. */
static gboolean
get_place (const Look      *look,
           GtkWidget       *widget,
           graphene_rect_t *out_place)
{
  graphene_rect_t place;

  if (!gtk_widget_compute_bounds (widget, look->content, &place) || place.size.width < 2 || place.size.height < 2)
    return FALSE;

  for (GtkWidget *around = widget; around != NULL; around = gtk_widget_get_parent (around))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_opacity (around) == 0 || !gtk_widget_compute_bounds (around, look->content, &bounds) || !graphene_rect_contains_rect (&bounds, &place))
        return FALSE;
      if (around == look->content)
        break;
    }

  *out_place = place;
  return TRUE;
}

static double
measure (const Look            *look,
         const graphene_rect_t *place)
{
  g_autoptr (GHashTable) n_of_color = g_hash_table_new (NULL, NULL);
  int left = (int) ceil (place->origin.x);
  int top = (int) ceil (place->origin.y);
  int right = (int) floor (place->origin.x + place->size.width);
  int bottom = (int) floor (place->origin.y + place->size.height);
  const guint8 *ground = NULL;
  guint most = 0;
  double contrast = 1;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const guint8 *pixel = look->pixels + y * look->stride + x * 4;
        gpointer key = GUINT_TO_POINTER (pixel[0] | pixel[1] << 8 | pixel[2] << 16);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_of_color, key)) + 1;

        g_hash_table_insert (n_of_color, key, GUINT_TO_POINTER (n));
        if (n > most)
          {
            most = n;
            ground = pixel;
          }
      }

  for (int y = top; y < bottom && ground != NULL; y++)
    for (int x = left; x < right; x++)
      contrast = MAX (contrast, ff_color_get_contrast (get_color (look->pixels + y * look->stride + x * 4), get_color (ground)));

  return contrast;
}

/* Nullable: what is not for reading. */
static const char *
get_words (GtkWidget *widget)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_TEXT (widget))
    text = gtk_text_get_placeholder_text (GTK_TEXT (widget));
  else if (GTK_IS_IMAGE (widget) && !GTK_IS_SWITCH (gtk_widget_get_parent (widget)))   /* its own are not drawn */
    text = gtk_image_get_icon_name (GTK_IMAGE (widget));

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
look_at (Look      *look,
         GtkWidget *widget)
{
  const char *words = get_words (widget);
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget))
    return;

  /* What cannot be used now is meant to be faint. */
  if (words != NULL && gtk_widget_is_sensitive (widget) && get_place (look, widget, &place))
    {
      double least = GTK_IS_IMAGE (widget) ? GRAPHICS_LEAST : TEXT_LEAST;
      double contrast = measure (look, &place);

      look->n_measured++;
      if (contrast < least * BLENDED)
        {
          look->n_faint++;
          g_test_message ("%s “%s” at %.0f, %.0f: %.2f instead of %.1f", G_OBJECT_TYPE_NAME (widget), words, place.origin.x,
                          place.origin.y, contrast, least);
        }
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

static void
test_contrast (gconstpointer data)
{
  const Case *c = data;
  GtkWindow *shown = ff_test_view_show (c->view, window, c->dark, 1280, 800);
  g_autoptr (GdkTexture) texture = ff_stage_draw (shown);
  Look look = { .content = ff_stage_get_content (shown), .stride = gdk_texture_get_width (texture) * 4 };

  look.pixels = g_malloc (look.stride * gdk_texture_get_height (texture));
  gdk_texture_download (texture, look.pixels, look.stride);
  look_at (&look, look.content);
  g_free (look.pixels);
  ff_test_view_leave (c->view);

  g_assert_cmpuint (look.n_measured, >, 10);
  if (look.n_faint > 0)
    g_test_fail_printf ("%u of %u are too faint.", look.n_faint, look.n_measured);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  window = ff_stage_open ();
  ff_test_views_open (window, MESSAGES_A_SECOND);

  for (const FfTestView *view = ff_test_views; view->name != NULL; view++)
    for (int dark = 0; dark < 2; dark++)
      {
        g_autofree char *path = g_strdup_printf ("/contrast/%s/%s", view->name, dark ? "dark" : "light");
        Case *c = g_new (Case, 1);

        *c = (Case) { view, dark };
        g_test_add_data_func_full (path, c, test_contrast, g_free);
      }

  status = g_test_run ();
  ff_stage_close ();
  return status;
}
