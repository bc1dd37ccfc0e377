import { titleGround } from '../../theme/titleGround.ts';
import { sizes } from '../../theme/tokens.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Rect } from '../view/rect.ts';
import { type Brush, saved } from './brush.ts';
import { paintGuarded } from './guard.ts';
import { tintOf } from './paintHeader.ts';
import { mutedAlpha, type NodeLook, ringColour } from './paintNode.ts';
import { paintPictures } from './paintPicture.ts';
import { type, wrap } from './text.ts';

/** Names keep about this size on the screen. CSS pixels. */
const nameSize = 10.5;

type Corners = number | number[];

/** Fills boxes of one colour at once. */
function fillAll(context: CanvasRenderingContext2D, rects: readonly Rect[], corners: Corners): void {
  context.beginPath();
  for (const { x, y, width, height } of rects) context.roundRect(x, y, width, height, corners);
  context.fill();
}

function paintBodies({ context, theme }: Brush, views: readonly NodeView[], far: boolean): void {
  for (const on of [true, false]) {
    context.globalAlpha = on ? 1 : mutedAlpha;
    const shown = views.filter(({ node }) => (node.mode === 'on') === on);
    for (const [ground, rects] of rectsBy(shown, ({ node }) => titleGround(theme, node.color))) {
      context.fillStyle = ground;
      fillAll(context, rects, far ? 0 : sizes.radius);
    }
  }
  context.globalAlpha = 1;
}

/** The rectangles of nodes by a colour of theirs. */
function rectsBy(views: readonly NodeView[], colourOf: (view: NodeView) => string): ReadonlyMap<string, Rect[]> {
  const rects = new Map<string, Rect[]>();
  for (const view of views) {
    const colour = colourOf(view);
    const known = rects.get(colour);
    if (known) known.push(view.rect);
    else rects.set(colour, [view.rect]);
  }
  return rects;
}

/** Tints keep this width on the screen. CSS pixels. */
const tintWidth = 2.5;

/** The colour of the category along the whole edge: from far away pictures stay the brightest things. */
function paintTints(brush: Brush, views: readonly NodeView[], far: boolean): void {
  brush.context.globalAlpha = 0.7;
  const width = tintWidth / brush.zoom;
  for (const [tint, rects] of rectsBy(views, (view) => tintOf(brush, view))) {
    const edges = rects.map((rect) => ({ ...rect, width }));
    brush.context.fillStyle = tint;
    fillAll(brush.context, edges, far ? 0 : [sizes.radius, 0, 0, sizes.radius]);
  }
  brush.context.globalAlpha = 1;
}

function paintName(brush: Brush, view: NodeView): void {
  const { context, theme } = brush;
  const scale = nameSize / 12 / brush.zoom;
  const room = (view.rect.width - 20) / scale;
  const lines = wrap(context, type.title, view.title, room, view.layout.picture ? 1 : 2);
  saved(context, () => {
    context.translate(view.rect.x + 14, view.rect.y + 12);
    context.scale(scale, scale);
    context.font = type.title;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillStyle = theme.text;
    lines.forEach((line, index) => {
      context.fillText(line, 0, 2 + index * 14);
    });
  });
}

function paintRing(brush: Brush, view: NodeView, look: NodeLook, far: boolean): void {
  const ring = ringColour(brush, view, look);
  if (!ring) return;
  brush.context.strokeStyle = ring;
  brush.context.lineWidth = 2 / brush.zoom;
  if (far) {
    brush.context.strokeRect(view.rect.x, view.rect.y, view.rect.width, view.rect.height);
    return;
  }
  brush.context.beginPath();
  brush.context.roundRect(view.rect.x, view.rect.y, view.rect.width, view.rect.height, sizes.radius);
  brush.context.stroke();
}

interface Flat {
  readonly lookOf: (view: NodeView) => NodeLook;
  /** Whether they have their names in them; without they are bodies with sharp corners. */
  readonly named: boolean;
}

/** Nodes from far away: bodies, tints, pictures, rings and names; by kind of mark, which is much faster than by node. */
export function paintNodesFlat(brush: Brush, views: readonly NodeView[], { lookOf, named }: Flat): void {
  paintBodies(brush, views, !named);
  paintTints(brush, views, !named);
  for (const view of views) {
    paintRing(brush, view, lookOf(view), !named);
    if (named && !view.node.collapsed) paintGuarded(brush, view, () => paintName(brush, view));
    if (view.pictures.length === 0 || view.node.collapsed) continue;
    paintGuarded(brush, view, () =>
      saved(brush.context, () => {
        brush.context.translate(view.rect.x, view.rect.y);
        paintPictures(brush, view, undefined, false);
      }),
    );
  }
}
