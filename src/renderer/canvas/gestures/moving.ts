import { selectedBoxes } from '../../../graph/edit/grouping/selectedBoxes.ts';
import type { Stage } from '../stage.ts';
import { aligned, guidesOf } from '../view/guides.ts';
import { overlap, type Point, type Rect, shifted } from '../view/rect.ts';
import { visibleRect } from '../view/viewport.ts';
import type { Sample } from './gesture.ts';
import { wayOf } from './snap.ts';

/** What was taken hold of. */
export interface Grip {
  /** Nodes: of a collapsed group all that it is shown in place of. */
  readonly ids: ReadonlySet<string>;
  readonly rect: Rect;
}

type Positions = ReadonlyMap<string, Point>;

/** Where everything stands that is selected. */
export interface Start {
  readonly nodes: Positions;
  /** Collapsed groups go with their nodes. */
  readonly groups: Positions;
  /** What is in view and stays, which edges and middles are brought in line with. */
  readonly others: readonly Rect[];
}

export function startOf(stage: Stage): Start {
  const { editor } = stage;
  const chosen = editor.selection.peek();
  const workflow = editor.workflow.peek();
  const boxes = selectedBoxes(workflow, chosen);
  const places = (all: readonly { readonly id: string; readonly position: Point }[], ids: ReadonlySet<string>) =>
    new Map(all.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, position]));
  const moving = { nodes: places(workflow.nodes, chosen), groups: places(workflow.groups, boxes) };
  return { ...moving, others: othersInView(stage, chosen) };
}

function othersInView(stage: Stage, chosen: ReadonlySet<string>): readonly Rect[] {
  const { nodes, boxes } = stage.scene();
  const area = visibleRect(stage.viewport(), stage.surface.size());
  return [
    ...[...nodes.values()].filter(({ id }) => !chosen.has(id)),
    ...boxes.filter((box) => ![...box.nodes].some((id) => chosen.has(id))),
  ]
    .map(({ rect }) => rect)
    .filter((rect) => overlap(rect, area));
}

/** CSS pixels from which a line of another node draws. */
const guideReach = 5;

/** With Shift onto the grid, with Ctrl wherever the pointer goes, else in line with what is near. */
export function wayTo(stage: Stage, { rect }: Grip, { others }: Start, from: Sample, to: Sample): Point {
  const by = wayOf(from, to, [rect.x, rect.y]);
  const free = to.shift || to.event.ctrlKey || to.event.metaKey;
  const way = free ? by : aligned(rect, by, others, guideReach / stage.viewport().zoom);
  stage.interaction.guides = free ? [] : guidesOf(shifted(rect, way), others);
  return way;
}

/** The only node that is moved, where it is one alone. */
export function onlyOf({ nodes, groups }: Start): string | undefined {
  return nodes.size === 1 && groups.size === 0 ? [...nodes.keys()][0] : undefined;
}

export function shiftedBy(positions: Positions, by: Point): Positions {
  return new Map([...positions].map(([id, [x, y]]) => [id, [x + by[0], y + by[1]] as const]));
}
