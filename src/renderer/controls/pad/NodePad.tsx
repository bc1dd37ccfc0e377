import type { ComponentChildren } from 'preact';
import { cornerNames, padWeights } from '../../../geometry/pad.ts';
import { nodeTitle } from '../../../graph/nodeTitle.ts';
import { wiringOf } from '../../../graph/wiring.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import { useApp } from '../../app/context.ts';
import { sourceCaption } from '../../app/sourceCaption.ts';
import { moveOnPad, type PadAxes, type PadPoint, padPoint } from '../../parameters/pad.ts';
import { texts } from '../../text/texts.ts';
import { Pad } from './Pad.tsx';
import { places } from './places.ts';

interface Props {
  readonly node: WorkflowNode;
  readonly axes: PadAxes;
  /** What lies under the handle. */
  readonly children?: ComponentChildren;
  hold?(isHeld: boolean): void;
}

/** The pad of a node, with what its corners are called. */
export function NodePad({ node, axes, children, hold }: Props) {
  const { editor } = useApp();
  const { registry } = editor;
  const { workflow, edit } = editor.around(node.id);
  const driven = new Set(wiringOf(workflow).into.get(node.id)?.keys());
  const point = padPoint(axes, node.parameters);
  const weights = padWeights(...point);
  const corners = cornerNames.map((name, index) => ({
    at: places[index] as PadPoint,
    caption: sourceCaption(workflow, registry, node.id, name) ?? '',
    weight: weights[index] ?? 0,
  }));
  return (
    <Pad
      label={texts.parameters.padOf(nodeTitle(node, registry), axes.right.label, axes.up.label)}
      testId={`pad-${axes.right.name}`}
      point={point}
      disabled={driven.has(axes.right.name) && driven.has(axes.up.name)}
      corners={corners}
      move={(to, { isFine, gesture }) =>
        edit(
          texts.parameters.moveOnPad,
          (current) => moveOnPad(current, node.id, axes, to, { isFine, driven }),
          `${gesture} ${node.id}.pad`,
        )
      }
      {...(hold ? { hold } : {})}
    >
      {children}
    </Pad>
  );
}
