import type { Stage } from '../stage.ts';
import { between, overlap, type Rect } from '../view/rect.ts';
import type { WireView } from '../view/wireView.ts';
import { dragged, type Gesture, type Sample } from './gesture.ts';

function union(base: ReadonlySet<string>, more: Iterable<string>): Set<string> {
  return new Set([...base, ...more]);
}

/**
 * A rectangle over empty space selects what it touches, or adds it to what was selected. `clicked` is what a press
 * without a drag means.
 */
export function marqueeGesture(stage: Stage, from: Sample, clicked?: () => void): Gesture {
  const { selection } = stage.editor;
  const before = selection.peek();
  const base: ReadonlySet<string> = from.adds ? before : new Set();
  selection.value = base;
  const finish = () => {
    stage.interaction.marquee = undefined;
    stage.repaint();
  };
  return {
    move({ screen, graph }) {
      if (!stage.interaction.marquee && !dragged(from.screen, screen)) return;
      const area = between(from.graph, graph);
      stage.interaction.marquee = area;
      const next = union(base, touchedBy(stage, area));
      const last = selection.peek();
      if (next.size !== last.size || [...next].some((id) => !last.has(id))) selection.value = next;
      stage.repaint();
    },
    end() {
      if (!stage.interaction.marquee) clicked?.();
      finish();
    },
    cancel() {
      selection.value = before;
      finish();
    },
  };
}

/** Nodes that a rectangle touches; of a collapsed group all that it is shown in place of. */
function touchedBy(stage: Stage, area: Rect): string[] {
  const { nodes, boxes } = stage.scene();
  return [
    ...[...nodes.values()].filter((view) => overlap(view.rect, area)).map(({ id }) => id),
    ...boxes.filter((box) => overlap(box.rect, area)).flatMap((box) => [...box.nodes]),
  ];
}

/** Selects a wire alone. */
export function selectWire(stage: Stage, { link }: WireView): void {
  // Nodes first: with every change of theirs a selected wire is let go.
  stage.editor.selection.value = new Set();
  stage.editor.selectedWire.value = link.to;
}

/** Selects a group, and with a collapsed one the nodes that it is shown in place of. */
export function selectGroup(stage: Stage, group: string): void {
  const box = stage.scene().boxes.find((each) => each.group.id === group);
  stage.editor.selection.value = new Set(box?.nodes);
  stage.editor.selectedGroup.value = group;
}

/** Pressing nodes selects them alone, unless they are selected already, or adds them. */
export function selectOnPress(stage: Stage, ids: ReadonlySet<string>, adds: boolean): void {
  const { selection } = stage.editor;
  if (areSelected(stage, ids)) return;
  selection.value = adds ? union(selection.peek(), ids) : new Set(ids);
}

export function areSelected({ editor }: Stage, ids: ReadonlySet<string>): boolean {
  const selection = editor.selection.peek();
  return [...ids].every((id) => selection.has(id));
}

/** Clicking some of many leaves them alone, or takes them out where others would be added. */
export function selectOnClick(stage: Stage, ids: ReadonlySet<string>, adds: boolean, wereSelected: boolean): void {
  const { selection } = stage.editor;
  if (!adds) selection.value = new Set(ids);
  else if (wereSelected) selection.value = new Set([...selection.peek()].filter((each) => !ids.has(each)));
}
