import { useComputed } from '@preact/signals';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { Summary } from '../../graph/summary.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { showNode, showPictures } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { unwired } from '../canvas/view/nodeView.ts';
import { type PortView, portViews } from '../canvas/view/portSpots.ts';
import { PictureView } from '../components/PictureView.tsx';
import { PortHead } from '../components/PortHead.tsx';
import { type InputRow, inputRows } from '../controls/inputRows.ts';
import { IDLE, isEarlier } from '../state/run/reduce.ts';
import { texts } from '../text/texts.ts';
import { SummaryView } from './SummaryView.tsx';

interface RowProps extends Partial<Pick<InputRow, 'from' | 'without'>> {
  readonly port: Pick<PortView, 'label' | 'type' | 'shape' | 'description'>;
  readonly summary: Summary | undefined;
  /** The node that what flows comes from. */
  readonly source: string | undefined;
}

function PortRow({ port, from, without, summary, source }: RowProps) {
  const app = useApp();
  return (
    <div class="port">
      <PortHead {...port}>
        {from && (
          <button
            type="button"
            class="link-button"
            title={texts.inspector.showNode}
            onClick={() => showNode(app, from.node.id)}
          >
            {nodeTitle(from.node, app.editor.registry)}
          </button>
        )}
        {without && (
          <span class="port-note" data-missing={without === 'needs a wire'}>
            {texts.inspector.without[without]}
          </span>
        )}
      </PortHead>
      {summary && source !== undefined && <SummaryView summary={summary} node={source} />}
    </div>
  );
}

function Inputs({ rows }: { rows: readonly InputRow[] }) {
  const states = useApp().editor.nodeStates.value;
  return rows.map((row) => (
    <PortRow
      key={row.port.name}
      {...row}
      source={row.from?.node.id}
      summary={row.from && states.get(row.from.node.id)?.outputs[row.from.port]}
    />
  ));
}

/** Ports with what flows through them now, and the pictures of the node. */
export function Ports({ node, entry }: { node: WorkflowNode; entry: NodeEntry }) {
  const app = useApp();
  const { editor } = app;
  const state = useComputed(() => editor.nodeStates.value.get(node.id) ?? IDLE).value;
  const inputs = inputRows(editor.workflow.value, node, entry);
  const { outputs } = portViews(entry, unwired);
  const [picture] = state.pictures;
  const title = nodeTitle(node, editor.registry);
  return (
    <>
      {picture && (
        <section class="inspector-section">
          <button
            type="button"
            class="picture-button"
            data-earlier={isEarlier(state)}
            aria-label={texts.inspector.enlarge}
            onClick={() => showPictures(app, node)}
          >
            <PictureView picture={picture} label={title} />
          </button>
        </section>
      )}
      {inputs.length > 0 && (
        <section class="inspector-section">
          <h3>{texts.inspector.inputs}</h3>
          <Inputs rows={inputs} />
        </section>
      )}
      {outputs.length > 0 && (
        <section class="inspector-section">
          <h3>{texts.inspector.outputs}</h3>
          {outputs.map((port) => (
            <PortRow key={port.name} port={port} source={node.id} summary={state.outputs[port.name]} />
          ))}
        </section>
      )}
    </>
  );
}
