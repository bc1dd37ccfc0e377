import { concealInput } from '../../graph/edit/exposeInput.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { counted } from '../app/formats.ts';
import { Icon } from '../components/Icon.tsx';
import { MultilineField } from '../controls/TextFields.tsx';

function ExposedInputs() {
  const app = useApp();
  const { inputs } = app.editor.workflow.value;
  if (inputs.length === 0) return null;
  return (
    <section class="inspector-section">
      <h3>Inputs of the workflow</h3>
      {inputs.map((input) => {
        const end = parseLinkEnd(input.target);
        return (
          <div key={input.name} class="port-row">
            <button type="button" class="link-button" onClick={() => end && showNode(app, end.node)}>
              {input.label || input.name}
            </button>
            <code class="mono muted">{input.target}</code>
            <button
              type="button"
              class="icon-button"
              aria-label={`No longer offer ${input.label || input.name}`}
              title="No longer offer this"
              onClick={() => end && app.editor.edit('Conceal an input', (workflow) => concealInput(workflow, end))}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
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
              'Describe the workflow',
              (workflow) => ({ ...workflow, description: text.slice(0, 20_000) }),
              gesture,
            )
          }
        />
      </section>
      <ExposedInputs />
      <p class="empty">Select a node to see its parameters and what flows through it.</p>
    </div>
  );
}
