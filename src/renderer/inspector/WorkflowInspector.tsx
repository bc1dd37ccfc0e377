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
import { texts } from '../text/texts.ts';
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
        aria-label={texts.inspector.removeFromInputs(title)}
        title={texts.inspector.removeFromWorkflowInputs}
        onClick={() =>
          end && app.editor.editWhole(texts.inspector.removeWorkflowInput, (workflow) => concealInput(workflow, end))
        }
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
      <h3>{texts.inspector.workflowInputs}</h3>
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
          {texts.inspector.nodes(nodes.length)}, {texts.inspector.wires(links.length)}
        </p>
      </header>
      <section class="inspector-section">
        <label class="field-label" for="workflow-description">
          {texts.inspector.description}
        </label>
        <MultilineField
          id="workflow-description"
          label={texts.inspector.description}
          value={description}
          change={(text, gesture) =>
            editor.edit(
              texts.inspector.editDescription,
              (workflow) => ({ ...workflow, description: text.slice(0, 20_000) }),
              gesture,
            )
          }
        />
      </section>
      <OfferedInputs />
      <EarlierVersions />
      <p class="empty">{texts.inspector.selectANode}</p>
    </div>
  );
}
