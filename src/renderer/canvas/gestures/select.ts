import type { Stage } from '../stage.ts';
import { between, overlap } from '../view/rect.ts';
import type { WireView } from '../view/wireView.ts';
import { dragged, type Gesture, type Sample } from './gesture.ts';

function union(base: ReadonlySet<string>, more: Iterable<string>): Set<string> {
  return new Set([...base, ...more]);
}

/**
 * A rectangle over empty space selects what it touches; Shift adds to what was selected. `clicked` is what a press
 * without a drag means.
 */
export function marqueeGesture(stage: Stage, from: Sample, clicked?: () => void): Gesture {
  const { selection } = stage.editor;
  const before = selection.peek();
  const base: ReadonlySet<string> = from.shift ? before : new Set();
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
      const touched = [...stage.scene().nodes.values()].filter((view) => overlap(view.rect, area));
      const next = union(
        base,
        touched.map((view) => view.id),
      );
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

/** Selects a wire alone. */
export function selectWire(stage: Stage, { link }: WireView): void {
  // Nodes first: with every change of theirs a selected wire is let go.
  stage.editor.selection.value = new Set();
  stage.editor.selectedWire.value = link.to;
}

/** Pressing a node selects it alone, unless it is selected already; Shift adds. */
export function selectOnPress(stage: Stage, id: string, shift: boolean): void {
  const { selection } = stage.editor;
  if (selection.peek().has(id)) return;
  selection.value = shift ? new Set([...selection.peek(), id]) : new Set([id]);
}

/** Clicking one of many leaves it alone; Shift takes it out. */
export function selectOnClick(stage: Stage, id: string, shift: boolean, wasSelected: boolean): void {
  const { selection } = stage.editor;
  if (!shift) selection.value = new Set([id]);
  else if (wasSelected) selection.value = new Set([...selection.peek()].filter((each) => each !== id));
}
