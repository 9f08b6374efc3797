/* The surface of the canvas: scrolls, zooms, follows the open campaign and
 * knows focus and hover. What is drawn is the plane's, what the pointer does
 * the gestures'. Main thread. */

#include "ui/canvas/ff-canvas-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/ff-graph.h"
#include "ui/canvas/ff-canvas-plane.h"
#include "ui/canvas/ff-canvas-walk.h"
#include "ui/canvas/ff-canvas-words.h"
#include "ui/ff-theme.h"

/* What stays free around the campaign when all of it is shown, and below it for the floating controls. */
#define FIT_MARGIN_PX 24.0
#define FIT_BOTTOM_PX 60.0
/* Below this the cards would be bars without numbers. */
#define FIT_LEAST_ZOOM 0.12
#define REVEAL_MARGIN_PX 32.0
/* One can scroll until so much of the view is empty. */
#define EMPTY_PART 0.75
#define ZOOM_MSEC 160

struct _FfCanvasView
{
  GtkWidget            parent_instance;

  FfDraft             *draft;
  GtkWidget           *plane;
  GtkAdjustment       *hadjustment;
  GtkAdjustment       *vadjustment;
  GtkScrollablePolicy  hpolicy;
  GtkScrollablePolicy  vpolicy;

  char                *font;         /* of the typesetter */
  FfTypesetter        *typesetter;
  FfPainter            painter;
  AdwAnimation        *zooming;      /* nullable */
  double               zoom_goal;    /* of it */
  gboolean             is_fitted;    /* the first look shows the whole campaign */

  FfScene             *scene;        /* of the document */
  FfScene             *moved;        /* the same with what is held elsewhere; nullable */
  GPtrArray           *order;        /* of char*, NULL-terminated: activities in flow order */
  GHashTable          *selected;     /* set of ids */
  GHashTable          *active;       /* set of ids of transitions whose people are shown */
  guint                tick;         /* a new look at counts waits for the next frame */
  guint                tend_source;  /* the handles follow the focus once it has settled */

  char                *focused;      /* id of what has the focus, or had it last */
  char                *hover_id;
  FfHit                hover;        /* its id is hover_id, its port of the scene */
  FfCanvasFeedback     feedback;
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
  PROP_ZOOM,
};

enum
{
  VIEW_CHANGED,
  SCENE_CHANGED,
  FOCUS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (FfCanvasView, ff_canvas_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* ---- Scrolling and zoom. */

static void
scrolled_cb (FfCanvasView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (self->plane);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
configure_one (GtkAdjustment *adjustment,
               double         value,
               double         start,
               double         length,
               double         page)
{
  double lower = start - page * EMPTY_PART;
  double upper = MAX (lower + page, start + length + page * EMPTY_PART);

  gtk_adjustment_configure (adjustment, CLAMP (value, lower, upper - page), lower, upper, page * 0.1, page * 0.9, page);
}

/* The range of both adjustments, and @x, @y in the corner of the view; nobody is told. */
static void
configure (FfCanvasView *self,
           double        x,
           double        y)
{
  FfScene *scene = ff_canvas_view_get_scene (self);
  double zoom = self->painter.zoom;

  if (self->hadjustment == NULL || self->vadjustment == NULL)
    return;

  g_signal_handlers_block_by_func (self->hadjustment, scrolled_cb, self);
  g_signal_handlers_block_by_func (self->vadjustment, scrolled_cb, self);
  configure_one (self->hadjustment, x, scene->bounds.x * zoom, scene->bounds.width * zoom,
                 gtk_widget_get_width (GTK_WIDGET (self)));
  configure_one (self->vadjustment, y, scene->bounds.y * zoom, scene->bounds.height * zoom,
                 gtk_widget_get_height (GTK_WIDGET (self)));
  g_signal_handlers_unblock_by_func (self->hadjustment, scrolled_cb, self);
  g_signal_handlers_unblock_by_func (self->vadjustment, scrolled_cb, self);
}

static double
get_x (FfCanvasView *self)
{
  return self->hadjustment != NULL ? round (gtk_adjustment_get_value (self->hadjustment)) : 0;
}

static double
get_y (FfCanvasView *self)
{
  return self->vadjustment != NULL ? round (gtk_adjustment_get_value (self->vadjustment)) : 0;
}

static void
set_adjustment (FfCanvasView   *self,
                GtkAdjustment **slot,
                GtkAdjustment  *adjustment)
{
  if (*slot != NULL)
    g_signal_handlers_disconnect_by_func (*slot, scrolled_cb, self);

  g_set_object (slot, adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
}

FfRect
ff_canvas_view_get_visible (FfCanvasView *self)
{
  double zoom = self->painter.zoom;

  return (FfRect) { get_x (self) / zoom, get_y (self) / zoom, gtk_widget_get_width (GTK_WIDGET (self)) / zoom,
                    gtk_widget_get_height (GTK_WIDGET (self)) / zoom };
}

FfPoint
ff_canvas_view_to_canvas (FfCanvasView *self,
                          double        x,
                          double        y)
{
  return (FfPoint) { (x + get_x (self)) / self->painter.zoom, (y + get_y (self)) / self->painter.zoom };
}

FfRect
ff_canvas_view_from_canvas (FfCanvasView *self,
                            const FfRect *rect)
{
  double zoom = self->painter.zoom;

  return (FfRect) { rect->x * zoom - get_x (self), rect->y * zoom - get_y (self), rect->width * zoom,
                    rect->height * zoom };
}

FfRect
ff_canvas_view_to_document (FfCanvasView *self,
                            const FfRect *rect)
{
  return self->painter.is_rtl ? ff_rect_mirror (rect) : *rect;
}

/* @zoom with the canvas at @x, @y in the corner of the view, both in pixels of the plane. */
static void
show (FfCanvasView *self,
      double        zoom,
      double        x,
      double        y)
{
  gboolean zooms = zoom != self->painter.zoom;

  self->painter.zoom = zoom;
  configure (self, x, y);

  if (zooms)
    {
      ff_canvas_plane_restyle (FF_CANVAS_PLANE (self->plane));
      g_object_notify (G_OBJECT (self), "zoom");
    }
  scrolled_cb (self);
}

double
ff_canvas_view_get_zoom (FfCanvasView *self)
{
  return self->painter.zoom;
}

/**
 * ff_canvas_view_zoom:
 * @self: the view
 * @zoom: 1.0 at 100 %, held within what is useful
 * @around: (nullable): what stays where it is, in pixels of the view; %NULL for the middle
 */
void
ff_canvas_view_zoom (FfCanvasView  *self,
                     double         zoom,
                     const FfPoint *around)
{
  FfPoint at = around != NULL ? *around
             : (FfPoint) { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };
  FfPoint fixed = ff_canvas_view_to_canvas (self, at.x, at.y);

  zoom = CLAMP (zoom, FF_CANVAS_LEAST_ZOOM, FF_CANVAS_MOST_ZOOM);
  self->is_fitted = TRUE;
  show (self, zoom, fixed.x * zoom - at.x, fixed.y * zoom - at.y);
}

static void
zoom_cb (double   value,
         gpointer user_data)
{
  ff_canvas_view_zoom (user_data, value, NULL);
}

/**
 * ff_canvas_view_zoom_smoothly:
 * @self: the view
 * @zoom: where to end; at once when animations are off
 *
 * For keys and buttons.
 */
void
ff_canvas_view_zoom_smoothly (FfCanvasView *self,
                              double        zoom)
{
  if (self->zooming != NULL)
    adw_animation_pause (self->zooming);
  g_clear_object (&self->zooming);

  zoom = CLAMP (zoom, FF_CANVAS_LEAST_ZOOM, FF_CANVAS_MOST_ZOOM);
  self->zoom_goal = zoom;
  self->zooming = adw_timed_animation_new (GTK_WIDGET (self), self->painter.zoom, zoom, ZOOM_MSEC,
                                           adw_callback_animation_target_new (zoom_cb, self, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->zooming), ADW_EASE_OUT_CUBIC);
  adw_animation_play (self->zooming);
}

/**
 * ff_canvas_view_zoom_by:
 * @self: the view
 * @factor: above 1 to see it larger
 *
 * For keys and buttons; quick presses add up, however far the last one has come.
 */
void
ff_canvas_view_zoom_by (FfCanvasView *self,
                        double        factor)
{
  gboolean is_under_way = self->zooming != NULL && adw_animation_get_state (self->zooming) == ADW_ANIMATION_PLAYING;

  ff_canvas_view_zoom_smoothly (self, (is_under_way ? self->zoom_goal : self->painter.zoom) * factor);
}

/**
 * ff_canvas_view_fit:
 * @self: the view
 *
 * Shows the whole campaign, at most at 100 %.
 */
void
ff_canvas_view_fit (FfCanvasView *self)
{
  FfScene *scene = ff_canvas_view_get_scene (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double zoom;

  if (width < 1 || height < 1)
    return;

  zoom = MIN ((width - 2 * FIT_MARGIN_PX) / MAX (1, scene->bounds.width),
              (height - FIT_MARGIN_PX - FIT_BOTTOM_PX) / MAX (1, scene->bounds.height));
  zoom = CLAMP (zoom, FIT_LEAST_ZOOM, 1.0);
  self->is_fitted = TRUE;
  show (self, zoom, (scene->bounds.x + scene->bounds.width / 2) * zoom - width / 2,
        (scene->bounds.y + scene->bounds.height / 2) * zoom - (height + FIT_MARGIN_PX - FIT_BOTTOM_PX) / 2);
}

void
ff_canvas_view_scroll_by (FfCanvasView *self,
                          double        dx,
                          double        dy)
{
  show (self, self->painter.zoom, get_x (self) + dx, get_y (self) + dy);
}

void
ff_canvas_view_center_on (FfCanvasView *self,
                          FfPoint       at)
{
  show (self, self->painter.zoom, at.x * self->painter.zoom - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
        at.y * self->painter.zoom - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/* How far to scroll so that [start, start + length] is within the page. */
static double
find_shift (double start,
            double length,
            double page)
{
  if (start < REVEAL_MARGIN_PX || length > page - 2 * REVEAL_MARGIN_PX)
    return start - REVEAL_MARGIN_PX;
  if (start + length > page - REVEAL_MARGIN_PX)
    return start + length - page + REVEAL_MARGIN_PX;

  return 0;
}

/**
 * ff_canvas_view_reveal:
 * @self: the view
 * @rect: of the canvas
 *
 * Scrolls no farther than needed to see @rect.
 */
void
ff_canvas_view_reveal (FfCanvasView *self,
                       const FfRect *rect)
{
  FfRect place = ff_canvas_view_from_canvas (self, rect);
  double dx = find_shift (place.x, place.width, gtk_widget_get_width (GTK_WIDGET (self)));
  double dy = find_shift (place.y, place.height, gtk_widget_get_height (GTK_WIDGET (self)));

  if (dx != 0 || dy != 0)
    ff_canvas_view_scroll_by (self, dx, dy);
}

/* ---- The scene. */

static gboolean
tend_cb (gpointer user_data)
{
  FfCanvasView *self = user_data;

  self->tend_source = 0;
  ff_canvas_plane_tend (FF_CANVAS_PLANE (self->plane));
  return G_SOURCE_REMOVE;
}

/* While the focus moves no widget may go, so handles are looked after later. */
static void
tend_soon (FfCanvasView *self)
{
  if (self->tend_source == 0)
    self->tend_source = g_idle_add (tend_cb, self);
}

static FfScene *
make_scene (FfCanvasView *self)
{
  g_autoptr (FfCountLabels) labels = ff_draft_dup_count_labels (self->draft);

  return ff_scene_new (ff_draft_get_campaign (self->draft), self->typesetter, labels,
                       ff_draft_get_problems (self->draft), self->painter.is_rtl);
}

static void
list_order (FfCanvasView *self)
{
  g_autoptr (GPtrArray) order = ff_graph_dup_order (ff_draft_get_campaign (self->draft));
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->scene->n_cards; i++)
    g_hash_table_add (shown, self->scene->cards[i]->id);

  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < order->len; i++)
    {
      const FfActivity *activity = order->pdata[i];

      if (g_hash_table_contains (shown, activity->id))
        g_ptr_array_add (self->order, g_strdup (activity->id));
    }
  g_ptr_array_add (self->order, NULL);
}

/* What takes the focus when @id is gone: the next in the order of before that is still there, or the one before it. */
static char *
find_heir (GPtrArray  *before,
           FfScene    *scene,
           const char *id)
{
  const char *heir = NULL;
  gboolean is_after = FALSE;

  for (guint i = 0; before->pdata[i] != NULL; i++)
    {
      const char *candidate = before->pdata[i];

      if (g_str_equal (candidate, id))
        is_after = TRUE;
      else if (ff_scene_find_card (scene, candidate) != NULL)
        {
          heir = candidate;
          if (is_after)
            break;
        }
    }

  return g_strdup (heir != NULL ? heir : "");
}

/* The scene that is drawn is about to change: what the pointer is over stays, if it is still there. */
static void
follow (FfCanvasView *self,
        FfScene      *from,
        FfScene      *to)
{
  const FfScenePort *port = self->hover.port;

  if (port != NULL)
    {
      const FfSceneCard *card = ff_scene_find_card (to, self->hover_id);

      self->hover.port = card != NULL ? ff_scene_card_find_port (card, port->id, port->is_input) : NULL;
      if (self->hover.port == NULL)
        self->hover = (FfHit) { FF_HIT_NOTHING, NULL, NULL };
    }

  ff_canvas_plane_follow (FF_CANVAS_PLANE (self->plane), from, to);
}

/* All lines that leave the output whose people are shown. */
static void
list_active (FfCanvasView *self)
{
  const char *activity = ff_draft_get_active_activity (self->draft);
  const char *port = ff_draft_get_active_port (self->draft);

  g_hash_table_remove_all (self->active);
  for (guint i = 0; *activity != '\0' && i < self->scene->n_transitions; i++)
    if (g_str_equal (self->scene->transitions[i]->from, activity) &&
        g_str_equal (self->scene->transitions[i]->from_port, port))
      g_hash_table_add (self->active, g_strdup (self->scene->transitions[i]->id));
}

static void
replace_scene (FfCanvasView *self,
               FfScene      *scene)
{
  g_autoptr (FfScene) old = g_steal_pointer (&self->scene);
  g_autoptr (FfScene) old_moved = g_steal_pointer (&self->moved);
  g_autoptr (GPtrArray) old_order = self->order;
  FfScene *drawn = old_moved != NULL ? old_moved : old;
  gboolean has_focus = gtk_widget_get_focus_child (self->plane) != NULL;
  FfRect place;

  self->scene = scene;
  self->order = g_ptr_array_new_with_free_func (g_free);
  list_order (self);

  if (*self->focused != '\0' && !ff_canvas_find_place (scene, self->focused, &place))
    {
      char *heir = find_heir (old_order, scene, self->focused);
      GtkWidget *child = *heir != '\0' ? ff_canvas_plane_find (FF_CANVAS_PLANE (self->plane), heir) : NULL;

      g_free (self->focused);
      self->focused = heir;
      /* The focus must go before its widget does. */
      if (has_focus)
        gtk_widget_grab_focus (child != NULL ? child : GTK_WIDGET (self));
    }

  list_active (self);
  follow (self, drawn, scene);
  ff_canvas_plane_rename (FF_CANVAS_PLANE (self->plane));
  tend_soon (self);
  if (self->is_fitted)
    show (self, self->painter.zoom, get_x (self), get_y (self));
  g_signal_emit (self, signals[SCENE_CHANGED], 0);
}

static void
renew_scene (FfCanvasView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;

  replace_scene (self, make_scene (self));
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);

  self->tick = 0;
  /* What is held stays where the hand has it; the end of the drag makes a new scene anyway. */
  if (self->moved == NULL)
    replace_scene (self, make_scene (self));

  return G_SOURCE_REMOVE;
}

/* Counts come in many times a second: they are drawn once a frame. */
static void
counted_cb (FfCanvasView *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
list_selected (FfCanvasView *self)
{
  const char *const *ids = ff_draft_get_selection (self->draft);

  g_hash_table_remove_all (self->selected);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->selected, g_strdup (ids[i]));
}

static void
selection_cb (FfCanvasView *self)
{
  list_selected (self);
  list_active (self);
  ff_canvas_plane_refresh (FF_CANVAS_PLANE (self->plane));
}

FfScene *
ff_canvas_view_get_scene (FfCanvasView *self)
{
  return self->scene;
}

FfScene *
ff_canvas_view_get_shown (FfCanvasView *self)
{
  return self->moved != NULL ? self->moved : self->scene;
}

/**
 * ff_canvas_view_hold:
 * @self: the view
 * @ids: (nullable) (array zero-terminated=1): what is held; %NULL to let go
 * @dx: how far from its place in the document, in canvas pixels
 * @dy: likewise
 *
 * Draws what a hand moves where it is. The document does not change.
 */
void
ff_canvas_view_hold (FfCanvasView      *self,
                     const char *const *ids,
                     double             dx,
                     double             dy)
{
  g_autoptr (FfScene) old = g_steal_pointer (&self->moved);

  if (ids == NULL && old == NULL)
    return;

  if (ids != NULL)
    self->moved = ff_scene_new_moved (self->scene, ids, dx, dy);
  else
    counted_cb (self); /* what came in meanwhile */

  follow (self, old != NULL ? old : self->scene, ff_canvas_view_get_shown (self));
}

/* ---- Colours and font. */

static void
restyle (FfCanvasView *self)
{
  self->painter.palette = ff_theme_get_palette ();
  ff_canvas_plane_restyle (FF_CANVAS_PLANE (self->plane));
}

static char *
dup_font (FfCanvasView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  return pango_font_description_to_string (pango_context_get_font_description (context));
}

static void
renew_typesetter (FfCanvasView *self)
{
  g_free (self->font);
  self->font = dup_font (self);
  g_clear_pointer (&self->typesetter, ff_typesetter_unref);
  self->typesetter = ff_typesetter_new_for_context (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  self->painter.typesetter = self->typesetter;
}

static void
ff_canvas_view_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);
  g_autofree char *font = NULL;

  GTK_WIDGET_CLASS (ff_canvas_view_parent_class)->css_changed (widget, change);

  font = dup_font (self);
  if (self->scene == NULL || g_str_equal (font, self->font))
    return;

  renew_typesetter (self);
  ff_canvas_plane_restyle (FF_CANVAS_PLANE (self->plane));
  counted_cb (self);
}

static void
ff_canvas_view_direction_changed (GtkWidget        *widget,
                                  GtkTextDirection  before)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);

  self->painter.is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  if (self->scene != NULL)
    renew_scene (self);
}

/* ---- Focus and hover. */

void
ff_canvas_view_take_focus (FfCanvasView *self,
                           const char   *id)
{
  if (g_str_equal (id, self->focused))
    return;

  g_free (self->focused);
  self->focused = g_strdup (id);
  tend_soon (self);
  g_signal_emit (self, signals[FOCUS_CHANGED], 0);
}

const char *
ff_canvas_view_get_focused (FfCanvasView *self)
{
  return self->focused;
}

/**
 * ff_canvas_view_focus:
 * @self: the view
 * @id: of an activity, a transition, a note or a frame
 *
 * Gives the keyboard's focus to an element.
 *
 * Returns: %FALSE when there is no such element in view
 */
gboolean
ff_canvas_view_focus (FfCanvasView *self,
                      const char   *id)
{
  GtkWidget *child = ff_canvas_plane_need (FF_CANVAS_PLANE (self->plane), id);

  return child != NULL && gtk_widget_grab_focus (child);
}

/**
 * ff_canvas_view_reveal_element:
 * @self: the view
 * @id: of an activity, a transition, a note or a frame
 *
 * Scrolls no farther than needed to see it.
 */
void
ff_canvas_view_reveal_element (FfCanvasView *self,
                               const char   *id)
{
  FfRect place;

  if (ff_canvas_find_place (self->scene, id, &place))
    ff_canvas_view_reveal (self, &place);
}

static gboolean
ff_canvas_view_grab_focus (GtkWidget *widget)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);
  GtkWidget *child = *self->focused != '\0' ? ff_canvas_plane_need (FF_CANVAS_PLANE (self->plane), self->focused) : NULL;

  if (child != NULL && gtk_widget_grab_focus (child))
    return TRUE;

  return GTK_WIDGET_CLASS (ff_canvas_view_parent_class)->grab_focus (widget);
}

/* Tab comes in at the element that had the focus last, and the next Tab leaves; arrows do the rest. */
static gboolean
ff_canvas_view_move_focus (GtkWidget        *widget,
                           GtkDirectionType  direction)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);

  if (gtk_widget_get_focus_child (widget) != NULL || gtk_widget_is_focus (widget))
    return FALSE;

  if (*self->focused == '\0' && self->order->pdata[0] != NULL)
    return ff_canvas_view_focus (self, self->order->pdata[0]);

  return gtk_widget_grab_focus (widget);
}

const char *const *
ff_canvas_view_get_order (FfCanvasView *self)
{
  return (const char *const *) self->order->pdata;
}

/**
 * ff_canvas_view_get_flags:
 * @self: the view
 * @id: of an element
 *
 * Returns: how it stands to selection, pointer and gesture; its focus is the widget's own
 */
FfDrawFlags
ff_canvas_view_get_flags (FfCanvasView *self,
                          const char   *id)
{
  const FfCanvasFeedback *feedback = &self->feedback;
  GHashTable *lit = ff_draft_get_lit (self->draft);
  FfDrawFlags flags = FF_DRAW_PLAIN;

  if (g_hash_table_contains (self->selected, id))
    flags |= FF_DRAW_SELECTED;
  if (self->hover.kind != FF_HIT_NOTHING && g_str_equal (self->hover_id, id))
    flags |= FF_DRAW_HOVER;
  if (g_hash_table_contains (self->active, id))
    flags |= FF_DRAW_ACTIVE;
  if (feedback->held != NULL && g_hash_table_contains (feedback->held, id))
    flags |= FF_DRAW_DRAGGED;
  if ((feedback->faded != NULL && g_hash_table_contains (feedback->faded, id)) ||
      (lit != NULL && !g_hash_table_contains (lit, id)))
    flags |= FF_DRAW_FADED;
  if (feedback->target_transition != NULL && g_str_equal (feedback->target_transition, id))
    flags |= FF_DRAW_TARGET;

  return flags;
}

const FfHit *
ff_canvas_view_get_hover (FfCanvasView *self)
{
  return &self->hover;
}

/**
 * ff_canvas_view_set_hover:
 * @self: the view
 * @hit: what the pointer is over, of the scene shown now
 */
void
ff_canvas_view_set_hover (FfCanvasView *self,
                          FfHit         hit)
{
  if (hit.kind == self->hover.kind && g_strcmp0 (hit.id, self->hover_id) == 0 && hit.port == self->hover.port)
    return;

  g_free (self->hover_id);
  self->hover_id = g_strdup (hit.id != NULL ? hit.id : "");
  self->hover = hit;
  self->hover.id = self->hover_id;

  tend_soon (self);
  ff_canvas_plane_refresh (FF_CANVAS_PLANE (self->plane));
}

FfHit
ff_canvas_view_hit (FfCanvasView *self,
                    FfPoint       at)
{
  return ff_scene_hit (ff_canvas_view_get_shown (self), at, self->painter.zoom);
}

FfCanvasFeedback *
ff_canvas_view_get_feedback (FfCanvasView *self)
{
  return &self->feedback;
}

void
ff_canvas_view_show_feedback (FfCanvasView *self)
{
  ff_canvas_plane_refresh (FF_CANVAS_PLANE (self->plane));
}

void
ff_canvas_view_clear_feedback (FfCanvasView *self)
{
  ff_canvas_feedback_clear (&self->feedback);
  ff_canvas_view_hold (self, NULL, 0, 0);
  ff_canvas_plane_refresh (FF_CANVAS_PLANE (self->plane));
}

static gboolean
tooltip_cb (GtkWidget  *widget,
            int         x,
            int         y,
            gboolean    keyboard_mode,
            GtkTooltip *tooltip,
            gpointer    user_data)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);
  FfHit hit = ff_canvas_view_hit (self, ff_canvas_view_to_canvas (self, x, y));
  g_autofree char *text = NULL;
  FfRect place;

  if (self->feedback.held != NULL || self->feedback.line != NULL)
    return FALSE;

  text = ff_canvas_words_dup_tooltip (self->draft, self->scene, &hit);
  if (text == NULL)
    return FALSE;

  if (ff_canvas_find_place (self->scene, hit.id, &place))
    {
      FfRect area = ff_canvas_view_from_canvas (self, &place);

      gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { area.x, area.y, area.width, area.height });
    }
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* ---- The widget. */

static void
ff_canvas_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  FfCanvasView *self = FF_CANVAS_VIEW (widget);
  GskTransform *transform;

  if (!self->is_fitted && width > 1 && height > 1)
    ff_canvas_view_fit (self);
  else
    configure (self, get_x (self), get_y (self));

  gtk_widget_measure (self->plane, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (-get_x (self), -get_y (self)));
  gtk_widget_allocate (self->plane, width, height, -1, transform);
}

static void
ff_canvas_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
ff_canvas_view_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FfCanvasView *self = FF_CANVAS_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hpolicy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vpolicy = g_value_get_enum (value);
      break;
    case PROP_ZOOM:
      ff_canvas_view_zoom (self, g_value_get_double (value), NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_canvas_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FfCanvasView *self = FF_CANVAS_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hpolicy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vpolicy);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->painter.zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_canvas_view_dispose (GObject *object)
{
  FfCanvasView *self = FF_CANVAS_VIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->tend_source, g_source_remove);
  if (self->zooming != NULL)
    adw_animation_pause (self->zooming);
  g_clear_object (&self->zooming);
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  ff_canvas_feedback_clear (&self->feedback);
  g_clear_pointer (&self->plane, gtk_widget_unparent);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_canvas_view_parent_class)->dispose (object);
}

static void
ff_canvas_view_finalize (GObject *object)
{
  FfCanvasView *self = FF_CANVAS_VIEW (object);

  g_clear_pointer (&self->moved, ff_scene_unref);
  g_clear_pointer (&self->scene, ff_scene_unref);
  g_clear_pointer (&self->typesetter, ff_typesetter_unref);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->selected);
  g_hash_table_unref (self->active);
  g_free (self->font);
  g_free (self->focused);
  g_free (self->hover_id);

  G_OBJECT_CLASS (ff_canvas_view_parent_class)->finalize (object);
}

static void
ff_canvas_view_class_init (FfCanvasViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_canvas_view_dispose;
  object_class->finalize = ff_canvas_view_finalize;
  object_class->set_property = ff_canvas_view_set_property;
  object_class->get_property = ff_canvas_view_get_property;
  widget_class->measure = ff_canvas_view_measure;
  widget_class->size_allocate = ff_canvas_view_size_allocate;
  widget_class->css_changed = ff_canvas_view_css_changed;
  widget_class->direction_changed = ff_canvas_view_direction_changed;
  widget_class->grab_focus = ff_canvas_view_grab_focus;
  widget_class->focus = ff_canvas_view_move_focus;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * FfCanvasView:zoom:
   *
   * How large the campaign is drawn, 1.0 at 100 %.
   */
  g_object_class_install_property (object_class, PROP_ZOOM,
                                   g_param_spec_double ("zoom", NULL, NULL, FF_CANVAS_LEAST_ZOOM, FF_CANVAS_MOST_ZOOM,
                                                        1.0,
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                          G_PARAM_STATIC_STRINGS));

  signals[VIEW_CHANGED] =
    g_signal_new ("view-changed", FF_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SCENE_CHANGED] =
    g_signal_new ("scene-changed", FF_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOCUS_CHANGED] =
    g_signal_new ("focus-changed", FF_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "canvas");
}

static void
ff_canvas_view_init (FfCanvasView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkWidget *widget = GTK_WIDGET (self);

  self->focused = g_strdup ("");
  self->hover_id = g_strdup ("");
  self->order = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->order, NULL);
  self->selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->painter.zoom = 1.0;
  self->painter.is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  self->plane = ff_canvas_plane_new (self);
  gtk_widget_set_parent (self->plane, widget);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);

  renew_typesetter (self);
  restyle (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
}

/**
 * ff_canvas_view_new:
 * @draft: the open campaign
 *
 * Returns: a view that follows @draft
 */
GtkWidget *
ff_canvas_view_new (FfDraft *draft)
{
  FfCanvasView *self = g_object_new (FF_TYPE_CANVAS_VIEW, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (renew_scene), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "planned", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "counted", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "selection-changed", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  list_selected (self);
  renew_scene (self);

  return GTK_WIDGET (self);
}

FfDraft *
ff_canvas_view_get_draft (FfCanvasView *self)
{
  return self->draft;
}

FfCampaign *
ff_canvas_view_get_campaign (FfCanvasView *self)
{
  return ff_draft_get_campaign (self->draft);
}

gboolean
ff_canvas_view_is_read_only (FfCanvasView *self)
{
  return ff_campaign_is_read_only (ff_draft_get_campaign (self->draft));
}

const FfPainter *
ff_canvas_view_get_painter (FfCanvasView *self)
{
  return &self->painter;
}

FfTypesetter *
ff_canvas_view_get_typesetter (FfCanvasView *self)
{
  return self->typesetter;
}

void
ff_canvas_view_turn (FfCanvasView *self,
                     double        part)
{
  self->painter.turn = fmod (self->painter.turn + part, 1.0);
}
