import { badgesOf } from './paint/paintBadge.ts';
import type { Scene } from './scene.ts';
import type { NodeView } from './view/nodeView.ts';
import type { Rect } from './view/rect.ts';
import type { WireView } from './view/wireView.ts';

/** What of the picture no longer shows the scene, in graph units. */
export type Damage = 'everything' | readonly Rect[];

/** Graph units that a node is painted around its rectangle, at most: its outline, its ports and its shadow. */
export const rim = 12;

/** Graph units that the pills of a node reach to its right. */
export const pillReach = 260;

/** Graph units around a wire, for its width from afar. */
const wireRim = 16;

/**
 * Where two scenes of one workflow are painted differently: around nodes that show something else, and along wires. What
 * moves, comes, goes or complains changes more than its own place: everything is painted anew then.
 */
export function damageBetween(last: Scene, next: Scene): Damage {
  if (last.source.workflow.groups !== next.source.workflow.groups || last.boxes.length + next.boxes.length > 0)
    return 'everything';
  const nodes = damagedNodes(last, next);
  const wires = damagedWires(last.wires, next.wires);
  return nodes && wires ? [...nodes, ...wires] : 'everything';
}

/** Undefined where it is not the same nodes, in the same order, at the same places. */
function damagedNodes(last: Scene, next: Scene): Rect[] | undefined {
  if (last.nodes.size !== next.nodes.size) return undefined;
  const damaged: Rect[] = [];
  const before = last.nodes.values();
  for (const view of next.nodes.values()) {
    const old = before.next().value;
    if (old === view) continue;
    if (old?.id !== view.id || old.complaint || view.complaint || !sameRect(old.rect, view.rect)) return undefined;
    // From afar a name stands beside its node, and others give way to it.
    if (old.title !== view.title) return undefined;
    damaged.push(reachOf(old, view));
  }
  return damaged;
}

function sameRect(one: Rect, other: Rect): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

function reachOf(old: NodeView, view: NodeView): Rect {
  const pills = [old, view].some((each) => badgesOf(each).length > 0) ? pillReach : 0;
  return grown(view.rect, rim, pills);
}

function grown({ x, y, width, height }: Rect, by: number, right = 0): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by + right, height: height + 2 * by };
}

/** Undefined where there are more or fewer than before. */
function damagedWires(last: readonly WireView[], next: readonly WireView[]): Rect[] | undefined {
  if (last === next) return [];
  if (last.length !== next.length) return undefined;
  return next.flatMap((wire, index) => {
    const old = last[index];
    return !old || old === wire ? [] : [grown(old.bounds, wireRim), grown(wire.bounds, wireRim)];
  });
}

/** What is damaged after one change and another. */
export function joined(one: Damage, other: Damage): Damage {
  return one === 'everything' || other === 'everything' ? 'everything' : [...one, ...other];
}
