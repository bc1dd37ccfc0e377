import type { Painting } from '../../../graph/defineNode.ts';
import type { NodeEntry } from '../../../graph/registry.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import { type Stroke, strokesIn } from '../../../painting/stroke.ts';
import { changeParameter } from '../../app/actions.ts';
import type { Brush } from '../../app/brush.ts';
import { useApp } from '../../app/context.ts';
import { parameterValue } from '../../parameters/parameterSpec.ts';
import { paintingOf } from './paintedOver.ts';

/** The strokes of a node under a hand. */
export interface Painted {
  readonly painting: Painting;
  readonly strokes: readonly Stroke[];
  readonly brush: Brush;
  readonly isPaintShown: boolean;
  take(brush: Brush): void;
  change(strokes: readonly Stroke[], gesture: string): void;
}

/**
 * What is painted at a node, and with which brush; undefined where nothing can be.
 * @param isOver whether the picture that is looked at is the one that is painted over, rather than what comes of it: there paint is shown
 * unless it was hidden.
 */
export function usePainting(node: WorkflowNode, entry: NodeEntry, isOver: boolean): Painted | undefined {
  const app = useApp();
  const brush = app.ui.brush.value;
  const spec = paintingOf(entry);
  if (!spec?.painting) return undefined;
  return {
    painting: spec.painting,
    strokes: strokesIn(parameterValue(spec, node.parameters)),
    brush,
    isPaintShown: brush.isPaintShown ?? isOver,
    take: (next) => {
      app.ui.brush.value = next;
    },
    change: (strokes, gesture) => changeParameter(app, node.id, spec.name, strokes, gesture),
  };
}
