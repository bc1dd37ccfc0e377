import { useEffect, useMemo } from 'preact/hooks';
import type { NodeEntry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { wiredInputs } from '../controls/inputRows.ts';
import { ParameterRow } from '../controls/ParameterRow.tsx';
import { NodePad } from '../controls/pad/NodePad.tsx';
import { parameterFields } from '../parameters/fields.ts';
import { type PadAxes, padsAmong } from '../parameters/pad.ts';
import { shownParameters } from '../parameters/shownParameters.ts';
import { PadMap } from './PadMap.tsx';
import { createPadMap } from './padMap.ts';

interface Props {
  readonly node: WorkflowNode;
  readonly entry: NodeEntry;
  /** The node whose picture is looked at. */
  readonly target: string | undefined;
}

/** A pad over small pictures of all of it. */
function MappedPad({ node, axes, target }: Pick<Props, 'node'> & { readonly axes: PadAxes; readonly target: string }) {
  const app = useApp();
  const { right, up } = axes;
  const map = useMemo(
    () => createPadMap(app, { node: node.id, axes: { right, up }, target }),
    [app, node.id, right, up, target],
  );
  useEffect(() => map.dispose, [map]);
  return (
    <NodePad node={node} axes={axes} hold={map.hold}>
      <PadMap pictures={map.pictures.value} />
    </NodePad>
  );
}

/** What moves the node: its pads, and its other parameters below. */
export function Instrument({ node, entry, target }: Props) {
  const { editor } = useApp();
  const shown = shownParameters(entry, node.parameters, wiredInputs(editor.whole.value, node.id));
  const fields = parameterFields(entry).filter(({ spec }) => shown.includes(spec) && spec.painting === undefined);
  return (
    <>
      {padsAmong(shown).map((axes) =>
        target === undefined ? (
          <NodePad key={axes.right.name} node={node} axes={axes} />
        ) : (
          <MappedPad key={axes.right.name} node={node} axes={axes} target={target} />
        ),
      )}
      {fields.map((field) => (
        <ParameterRow key={field.spec.name} node={node} entry={entry} field={field} />
      ))}
    </>
  );
}
