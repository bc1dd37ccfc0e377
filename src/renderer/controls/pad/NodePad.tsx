import type { ComponentChildren } from 'preact';
import { type Corners, cornerNames } from '../../../geometry/pad.ts';
import { nodeTitle } from '../../../graph/nodeTitle.ts';
import { wiringOf } from '../../../graph/wiring.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import { useApp } from '../../app/context.ts';
import { sourceCaption } from '../../app/sourceCaption.ts';
import { moveOnPad, type PadAxes, padPoint } from '../../parameters/pad.ts';
import { Pad } from './Pad.tsx';

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
  const workflow = editor.workflow.value;
  const driven = new Set(wiringOf(workflow).into.get(node.id)?.keys());
  const [a = '', b = '', c = '', d = ''] = cornerNames.map((name) => sourceCaption(workflow, registry, node.id, name));
  const captions: Corners<string> = [a, b, c, d];
  return (
    <Pad
      label={`${nodeTitle(node, registry)}: ${axes.right.label} and ${axes.up.label}`}
      testId={`pad-${axes.right.name}`}
      point={padPoint(axes, node.parameters)}
      disabled={driven.has(axes.right.name) && driven.has(axes.up.name)}
      captions={captions}
      move={(to, { isFine, gesture }) =>
        editor.edit(
          'Move on the pad',
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
