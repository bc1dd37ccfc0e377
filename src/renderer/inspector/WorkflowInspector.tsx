import { concealInput } from '../../graph/edit/exposeInput.ts';
import { words } from '../../graph/labels.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { ParameterRow } from '../controls/ParameterRow.tsx';
import { MultilineField } from '../controls/TextFields.tsx';
import { parameterFields } from '../parameters/fields.ts';
import { counted } from '../text/formats.ts';
import { EarlierVersions } from './EarlierVersions.tsx';

type WorkflowInput = Workflow['inputs'][number];

const titleOf = ({ label, name }: WorkflowInput) => label || words(name);

/** An input that is no parameter of a node here: a port, or what a missing node had. */
function BareInput({ input }: { input: WorkflowInput }) {
  const app = useApp();
  const end = parseLinkEnd(input.target);
  const title = titleOf(input);
  return (
    <div class="port-row">
      <button type="button" class="link-button" onClick={() => end && showNode(app, end.node)}>
        {title}
      </button>
      <code class="mono muted">{input.target}</code>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${title} from workflow inputs`}
        title="Remove from workflow inputs"
        onClick={() => end && app.editor.editWhole('Remove workflow input', (workflow) => concealInput(workflow, end))}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** What the workflow offers to be changed, to be changed right here. */
function OfferedInput({ input }: { input: WorkflowInput }) {
  const { editor } = useApp();
  const end = parseLinkEnd(input.target);
  const node = editor.whole.value.nodes.find((each) => each.id === end?.node);
  const entry = node && editor.registry.get(node.type);
  const field = entry && parameterFields(entry).find(({ spec }) => spec.name === end?.port);
  if (!field) return <BareInput input={input} />;
  return <ParameterRow node={node} entry={entry} field={field} offeredAs={titleOf(input)} />;
}

function OfferedInputs() {
  const { inputs } = useApp().editor.whole.value;
  if (inputs.length === 0) return null;
  return (
    <section class="inspector-section">
      <h3>Workflow inputs</h3>
      {inputs.map((input) => (
        <OfferedInput key={input.name} input={input} />
      ))}
    </section>
  );
}

/** Shown while no node is selected. */
export function WorkflowInspector() {
  const { editor } = useApp();
  const { name, description, nodes, links } = editor.workflow.value;
  return (
    <div class="scroll">
      <header class="inspector-header">
        <h2>{name}</h2>
        <p class="muted">
          {counted(nodes.length, 'node')}, {counted(links.length, 'wire')}
        </p>
      </header>
      <section class="inspector-section">
        <label class="field-label" for="workflow-description">
          Description
        </label>
        <MultilineField
          id="workflow-description"
          label="Description"
          value={description}
          change={(text, gesture) =>
            editor.edit(
              'Edit description',
              (workflow) => ({ ...workflow, description: text.slice(0, 20_000) }),
              gesture,
            )
          }
        />
      </section>
      <OfferedInputs />
      <EarlierVersions />
      <p class="empty">Select a node to see its parameters and what flows through it.</p>
    </div>
  );
}
