import { parameterInside } from '../../graph/blocks/parameterInside.ts';
import { demoteParameter, promoteParameter } from '../../graph/edit/blockPorts.ts';
import { concealInput, exposeInput } from '../../graph/edit/exposeInput.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { formatLinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { changeParameter, showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { sourceCaption } from '../app/sourceCaption.ts';
import { Icon } from '../components/Icon.tsx';
import { curveSpan } from '../parameters/curve.ts';
import type { ParameterField } from '../parameters/fields.ts';
import { choiceAbout, parameterValue } from '../parameters/parameterSpec.ts';
import { whyIdle } from '../parameters/whyIdle.ts';
import { texts } from '../text/texts.ts';
import { wiredInputs } from './inputRows.ts';
import { ParameterControl } from './ParameterControl.tsx';

interface Props {
  readonly node: WorkflowNode;
  readonly entry: NodeEntry;
  readonly field: ParameterField;
  /** What the workflow calls it, where it is shown apart from its node. */
  readonly offeredAs?: string;
}

/** The node whose wire drives the parameter, when one does. */
function driverOf(app: App, node: WorkflowNode, name: string): { id: string; title: string } | undefined {
  const { links, nodes } = app.editor.around(node.id).workflow;
  const link = links.find((each) => each.to === `${node.id}.${name}`);
  const id = link && parseLinkEnd(link.from)?.node;
  const source = nodes.find((each) => each.id === id);
  return source && { id: source.id, title: nodeTitle(source, app.editor.registry) };
}

/** What is wired to the input that a list of weights is for, as people call it; nothing for any other parameter. */
function thingsWeighed({ editor }: App, node: WorkflowNode, { weighs }: ParameterField['spec']): readonly string[] {
  if (!weighs) return [];
  const { workflow } = editor.around(node.id);
  const wires = [...wiredInputs(workflow, node.id).keys()].filter((name) => name.startsWith(`${weighs.input}.`));
  const inOrder = wires.toSorted((one, other) => numberOf(one) - numberOf(other));
  return inOrder.map((name) => sourceCaption(workflow, editor.registry, node.id, name) ?? name);
}

const numberOf = (input: string) => Number(input.split('.').at(-1));

function PinButton({ node, field }: Props) {
  const { editor } = useApp();
  const { name, label } = field.spec;
  const end = parameterInside(editor.level.value, { node: node.id, port: name });
  const offered = editor.whole.value.inputs.some((input) => input.target === formatLinkEnd(end));
  return (
    <button
      type="button"
      class="icon-button quiet"
      aria-pressed={offered}
      aria-label={texts.parameters.useAsWorkflowInput(label)}
      title={offered ? texts.parameters.removeFromWorkflowInputs : texts.parameters.addToWorkflowInputs}
      onClick={() =>
        editor.editWhole(
          offered ? texts.parameters.removeWorkflowInput : texts.parameters.addWorkflowInput,
          (workflow) => (offered ? concealInput(workflow, end) : exposeInput(workflow, end, label)),
        )
      }
    >
      <Icon name="pin" />
    </button>
  );
}

/** Within a block: shows the parameter on the block itself. */
function ShowOnBlockButton({ node, field }: Props) {
  const { editor } = useApp();
  const block = editor.path.value.at(-1);
  if (!block) return null;
  const end = parameterInside(editor.level.value, { node: node.id, port: field.spec.name });
  const shown = block.parameters.some(({ target }) => target === formatLinkEnd(end));
  return (
    <button
      type="button"
      class="icon-button quiet"
      aria-pressed={shown}
      aria-label={texts.parameters.showParameterOnBlock(field.spec.label)}
      title={shown ? texts.parameters.hideOnBlockOf(block.title) : texts.parameters.showOnBlockOf(block.title)}
      onClick={() =>
        editor.editWhole(shown ? texts.parameters.hideOnBlock : texts.parameters.showOnBlock, (workflow) =>
          shown ? demoteParameter(workflow, block.id, end) : promoteParameter(workflow, block.id, end),
        )
      }
    >
      <Icon name="block" />
    </button>
  );
}

function ResetButton({ node, field }: Props) {
  const app = useApp();
  const { name, label, fallback } = field.spec;
  const isSet = Object.hasOwn(node.parameters, name);
  if (!isSet || JSON.stringify(node.parameters[name]) === JSON.stringify(fallback)) return null;
  return (
    <button
      type="button"
      class="icon-button quiet"
      aria-label={texts.parameters.resetOf(label)}
      title={texts.parameters.resetTo(JSON.stringify(fallback))}
      onClick={() => changeParameter(app, node.id, name, undefined)}
    >
      <Icon name="reset" />
    </button>
  );
}

function NodeButton({ node }: Pick<Props, 'node'>) {
  const app = useApp();
  return (
    <button
      type="button"
      class="link-button muted"
      title={texts.parameters.showNode}
      onClick={() => showNode(app, node.id)}
    >
      {nodeTitle(node, app.editor.registry)}
    </button>
  );
}

/** A parameter: its name, its control, what it means, and which wire drives it. */
export function ParameterRow(props: Props) {
  const app = useApp();
  const { node, entry, field, offeredAs } = props;
  const { spec, control } = field;
  const label = offeredAs ?? spec.label;
  const id = `parameter-${node.id}-${spec.name}`;
  const driver = driverOf(app, node, spec.name);
  const value = parameterValue(spec, node.parameters);
  const idle = whyIdle(app.editor, { node: node.id, port: spec.name });
  const about = [idle, choiceAbout(spec, value), spec.description].filter(Boolean).join(' ');
  const inline = control === 'toggle';
  return (
    <div class={`parameter ${inline ? 'inline' : ''}`} data-control={control}>
      <div class="parameter-head">
        <label class="field-label" for={id} title={texts.parameters.onCommandLine(node.id, spec.name)}>
          {label}
        </label>
        <ResetButton {...props} />
        {offeredAs !== undefined && <NodeButton node={node} />}
        <ShowOnBlockButton {...props} />
        <PinButton {...props} />
      </div>
      {driver ? (
        <button type="button" class="driven" title={texts.parameters.showNode} onClick={() => showNode(app, driver.id)}>
          <Icon name="wire" />
          {texts.parameters.drivenBy(driver.title)}
        </button>
      ) : (
        <ParameterControl
          field={field}
          things={thingsWeighed(app, node, spec)}
          span={curveSpan(entry, spec, node.parameters)}
          paint={() => {
            app.ui.explorer.value = parameterInside(app.editor.level.peek(), { node: node.id, port: spec.name }).node;
          }}
          id={id}
          testId={`parameter-${spec.name}`}
          label={label}
          describedBy={`${id}-about`}
          value={value}
          disabled={idle !== undefined}
          change={(value, gesture) => changeParameter(app, node.id, spec.name, value, gesture)}
        />
      )}
      {about && (
        <p class="hint" id={`${id}-about`}>
          {about}
        </p>
      )}
    </div>
  );
}
