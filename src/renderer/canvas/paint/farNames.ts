import type { NodeView } from '../view/nodeView.ts';
import { overlap, type Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';
import { many, namesZoom } from './levels.ts';
import { ellipsis, textWidth, type, write } from './text.ts';

/** A name that may be written, and where: CSS pixels. */
export interface FarName<T> extends Rect {
  readonly of: T;
}

/** Between names. CSS pixels. */
const air = 4;

/** Of names in the order of their importance those that can stand beside each other, as on a map. */
export function besideEachOther<T>(names: readonly FarName<T>[]): readonly FarName<T>[] {
  const kept: FarName<T>[] = [];
  for (const name of names) {
    const around = { x: name.x - air, y: name.y - air, width: name.width + 2 * air, height: name.height + 2 * air };
    if (kept.length < most && !kept.some((other) => overlap(around, other))) kept.push(name);
  }
  return kept;
}

/** More names than these nobody reads, and finding their places takes time. */
const most = 120;

/** CSS pixels, of letters and of their lines. */
const nameSize = 10.5;

/** A name from afar is no longer than this. CSS pixels. */
const longestFarName = 140;

/** Names of nodes that are smaller than their names: as many as there is room for, those of selected nodes first. */
export function paintFarNames(brush: Brush, views: readonly NodeView[], selection: ReadonlySet<string>): void {
  if (brush.zoom >= namesZoom || views.length > many) return;
  const { context, theme, zoom } = brush;
  const scale = nameSize / 12;
  const names = [true, false].flatMap((selected) =>
    views
      .filter(({ id }) => selection.has(id) === selected)
      .map((view) => {
        const title = ellipsis(context, type.title, view.title, longestFarName / scale);
        const width = textWidth(context, type.title, title) * scale;
        return { x: view.rect.x * zoom + 5, y: view.rect.y * zoom, width, height: nameSize, of: title };
      }),
  );
  context.font = type.title;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  for (const { x, y, width, height, of: title } of besideEachOther(names)) {
    context.globalAlpha = 0.75;
    context.fillStyle = theme.canvas;
    context.fillRect((x - 2) / zoom, (y - 1) / zoom, (width + 4) / zoom, (height + 2) / zoom);
    context.globalAlpha = 1;
    context.fillStyle = theme.text;
    write(context, title, x / zoom, y / zoom, scale / zoom);
  }
}
