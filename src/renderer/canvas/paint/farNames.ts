import type { Scene } from '../scene.ts';
import type { NodeView } from '../view/nodeView.ts';
import { around, overlap, type Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';
import { isNamed, many } from './levels.ts';
import { ellipsis, textWidth, type, write } from './text.ts';

/** A name that may be written, and where: CSS pixels. */
export interface FarName<T> extends Rect {
  readonly of: T;
}

/** Between names. CSS pixels. */
const air = 4;

/** Of names in the order of their importance those that can stand beside each other, as on a map. */
export function besideEachOther<T>(names: readonly FarName<T>[], most = mostInView): readonly FarName<T>[] {
  const kept: FarName<T>[] = [];
  /** By the lines that they touch: only those can be in the way. */
  const lines = new Map<number, FarName<T>[]>();
  for (const name of names) {
    if (kept.length >= most) break;
    const around = { x: name.x - air, y: name.y - air, width: name.width + 2 * air, height: name.height + 2 * air };
    const touched = linesOf(around);
    if (touched.some((line) => lines.get(line)?.some((other) => overlap(around, other)))) continue;
    kept.push(name);
    for (const line of linesOf(name)) lines.set(line, [...(lines.get(line) ?? []), name]);
  }
  return kept;
}

/** CSS pixels, of the lines by which names are found. */
const lineHeight = 24;

function linesOf({ y, height }: Rect): number[] {
  const first = Math.floor(y / lineHeight);
  return Array.from({ length: Math.floor((y + height) / lineHeight) - first + 1 }, (_, index) => first + index);
}

/** More names than these in one view nobody reads, and painting them takes time. */
const mostInView = 120;

/** Of more nodes than these the names are chosen from those in view. */
const mostNamed = 5000;

/** CSS pixels, of letters and of their lines. */
const nameSize = 10.5;

/** A name from afar is no longer than this. CSS pixels. */
const longestFarName = 140;

interface Names {
  readonly zoom: number;
  readonly selection: ReadonlySet<string>;
  readonly names: readonly FarName<string>[];
}

interface Seen {
  readonly scene: Pick<Scene, 'nodes'>;
  readonly selection: ReadonlySet<string>;
  /** Nodes in the whole view, and the part of it that is painted. */
  readonly inView: readonly NodeView[];
  readonly area: Rect;
}

const namesOf = new WeakMap<Seen['scene'], Names>();

/** Of the whole scene, and not of what is in view: names stay where they are while the graph is moved. */
function namesOfScene(brush: Brush, { scene, selection }: Seen): readonly FarName<string>[] {
  const known = namesOf.get(scene);
  if (known?.zoom === brush.zoom && known.selection === selection) return known.names;
  const names = chosenNames(brush, [...scene.nodes.values()], selection);
  namesOf.set(scene, { zoom: brush.zoom, selection, names });
  return names;
}

function chosenNames(brush: Brush, views: readonly NodeView[], selection: ReadonlySet<string>) {
  const { context, zoom } = brush;
  const scale = nameSize / 12;
  const all = [true, false].flatMap((selected) =>
    views
      .filter(({ id }) => selection.has(id) === selected)
      .map((view) => {
        const title = ellipsis(context, type.title, view.title, longestFarName / scale);
        const width = textWidth(context, type.title, title) * scale;
        return { x: view.rect.x * zoom + 5, y: view.rect.y * zoom, width, height: nameSize, of: title };
      }),
  );
  return besideEachOther(all, mostInView * viewsOver(brush, views));
}

/** How many views lie beside each other over all nodes. */
function viewsOver({ context: { canvas }, zoom, density }: Brush, views: readonly NodeView[]): number {
  const { width, height } = around(views.map(({ rect }) => rect)) ?? { width: 0, height: 0 };
  const scale = zoom * density;
  return Math.max(1, Math.ceil((width * height * scale * scale) / Math.max(1, canvas.width * canvas.height)));
}

/** Names of nodes that are smaller than their names: as many as there is room for, those of selected nodes first. */
export function paintFarNames(brush: Brush, state: Seen): void {
  if (isNamed(brush.zoom, state.inView.length) || state.inView.length > many) return;
  const { context, theme, zoom } = brush;
  const isHuge = state.scene.nodes.size > mostNamed;
  const names = isHuge ? chosenNames(brush, state.inView, state.selection) : namesOfScene(brush, state);
  const { area } = state;
  const seen = { x: area.x * zoom, y: area.y * zoom, width: area.width * zoom, height: area.height * zoom };
  context.font = type.title;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  for (const { x, y, width, height, of: title } of names) {
    const ground = { x: x - 2, y: y - 1, width: width + 4, height: height + 2 };
    if (!overlap(ground, seen)) continue;
    context.globalAlpha = 0.75;
    context.fillStyle = theme.canvas;
    context.fillRect(ground.x / zoom, ground.y / zoom, ground.width / zoom, ground.height / zoom);
    context.globalAlpha = 1;
    context.fillStyle = theme.text;
    write(context, title, x / zoom, y / zoom, nameSize / 12 / zoom);
  }
}
