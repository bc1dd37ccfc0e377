import { useComputed } from '@preact/signals';
import { portLabel, words } from '../../graph/labels.ts';
import type { Port } from '../../graph/port.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { Summary } from '../../graph/summary.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { nodeTitle } from '../app/names.ts';
import { PictureView } from '../components/PictureView.tsx';
import { IDLE } from '../state/applyRunEvents.ts';
import { SummaryView } from './SummaryView.tsx';

interface RowProps {
  readonly name: string;
  readonly port: Port;
  readonly from?: { readonly node: WorkflowNode; readonly port: string };
  readonly summary?: Summary | undefined;
}

function PortRow({ name, port, from, summary }: RowProps) {
  const app = useApp();
  return (
    <div class="port">
      <div class="port-head" title={port.description}>
        <span class={`port-sign wire-${port.type}`} />
        <span class="port-name">{portLabel(name)}</span>
        {words(port.type) !== portLabel(name) && <span class="muted">{words(port.type)}</span>}
        {from && (
          <button type="button" class="link-button" title="Show the node" onClick={() => showNode(app, from.node.id)}>
            {nodeTitle(from.node, app.editor.registry)}
          </button>
        )}
        {!from && !summary && port.options.optional && <span class="muted">optional</span>}
      </div>
      {summary && <SummaryView summary={summary} />}
    </div>
  );
}

/** What is wired to the inputs: single ports, and each wire of a repeated one. */
function useInputs(node: WorkflowNode, entry: NodeEntry): RowProps[] {
  const { editor } = useApp();
  const { links, nodes } = editor.workflow.value;
  const states = editor.nodeStates.value;
  return Object.entries(entry.inputs).flatMap(([name, port]) => {
    const own = links.flatMap((link) => {
      const to = parseLinkEnd(link.to);
      const from = parseLinkEnd(link.from);
      const belongs =
        to?.node === node.id && (to.port === name || (port.options.repeat && to.port.startsWith(`${name}.`)));
      const source = belongs && from && nodes.find((each) => each.id === from.node);
      if (!source || !to || !from) return [];
      const summary = states.get(from.node)?.outputs[from.port];
      return [{ name: to.port, port, from: { node: source, port: from.port }, summary }];
    });
    return own.length > 0 ? own : [{ name, port }];
  });
}

/** Ports with what flows through them now, and the pictures of the node. */
export function Ports({ node, entry }: { node: WorkflowNode; entry: NodeEntry }) {
  const { editor, ui } = useApp();
  const state = useComputed(() => editor.nodeStates.value.get(node.id) ?? IDLE).value;
  const inputs = useInputs(node, entry);
  const outputs = Object.entries(entry.outputs);
  const [picture] = state.pictures;
  const title = nodeTitle(node, editor.registry);
  return (
    <>
      {picture && (
        <section class="inspector-section">
          <button
            type="button"
            class="picture-button"
            aria-label="Show large"
            onClick={() => {
              ui.viewer.value = { title, pictures: state.pictures, compares: node.type === 'compare_images' };
            }}
          >
            <PictureView picture={picture} label={title} />
          </button>
        </section>
      )}
      {inputs.length > 0 && (
        <section class="inspector-section">
          <h3>Inputs</h3>
          {inputs.map((row) => (
            <PortRow key={row.name} {...row} />
          ))}
        </section>
      )}
      {outputs.length > 0 && (
        <section class="inspector-section">
          <h3>Outputs</h3>
          {outputs.map(([name, port]) => (
            <PortRow key={name} name={name} port={port} summary={state.outputs[name]} />
          ))}
        </section>
      )}
    </>
  );
}
