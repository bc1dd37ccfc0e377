import './BlockSections.css';
import { useState } from 'preact/hooks';
import { inputPort, outputPort } from '../../graph/blocks/entry.ts';
import { contentsOf } from '../../graph/blocks/tree.ts';
import {
  demoteParameter,
  describeBlock,
  type PortSide,
  promoteParameter,
  renameBlock,
  renamePort,
} from '../../graph/edit/blockPorts.ts';
import { flowOf } from '../../graph/flow.ts';
import { portLabel } from '../../graph/labels.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { PortType } from '../../graph/values.ts';
import { wiringOf } from '../../graph/wiring.ts';
import type { WorkflowBlock, WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { shapeOf } from '../canvas/view/portSpots.ts';
import { Icon } from '../components/Icon.tsx';
import { wiredInputs } from '../controls/inputRows.ts';
import { MultilineField } from '../controls/TextFields.tsx';
import { useDraft } from '../controls/useDraft.ts';
import { shownParameters } from '../parameters/shownParameters.ts';
import { texts } from '../text/texts.ts';
import { wireColour } from '../theme/tokens.ts';

/** What a block is called, what its ports are called, and which parameters of its nodes it shows. */
export function BlockSections({ block }: { block: WorkflowBlock }) {
  const app = useApp();
  const isOpen = app.editor.level.value.open === block.id;
  return (
    <>
      <section class="inspector-section">
        <div class="button-flow">
          {!isOpen && (
            <button type="button" class="button" onClick={() => app.editor.enter(block.id)}>
              <Icon name="block" />
              {texts.common.open}
            </button>
          )}
          <button
            type="button"
            class="button"
            data-testid="save-own-block"
            title={texts.inspector.saveToYourBlocksAbout}
            onClick={() => void app.ownBlocks.save(app.editor.whole.peek(), block.id)}
          >
            <Icon name="save" />
            {texts.inspector.saveToYourBlocks}
          </button>
        </div>
      </section>
      <ShownParameters block={block} />
      <PortNames block={block} />
      <Description block={block} />
    </>
  );
}

/** While a block is open and nothing in it is selected. */
export function OpenBlockInspector({ block }: { block: WorkflowBlock }) {
  const { editor } = useApp();
  const { nodes } = contentsOf(editor.whole.value, [block.id]);
  return (
    <div class="scroll">
      <header class="inspector-header">
        <NameField
          class="node-title"
          label={texts.inspector.titleOfBlock}
          name={block.title}
          rename={(title) =>
            editor.editWhole(texts.common.rename, (workflow) => renameBlock(workflow, block.id, title))
          }
        />
        <p class="muted">{texts.inspector.blockOf(nodes.size)}</p>
      </header>
      <BlockSections block={block} />
    </div>
  );
}

interface NameProps {
  readonly class: string;
  readonly label: string;
  readonly name: string;
  rename(name: string): void;
}

function NameField({ class: style, label, name, rename }: NameProps) {
  const draft = useDraft();
  const commit = () => {
    const typed = draft.take();
    if (typed !== null && typed !== name) rename(typed);
  };
  return (
    <input
      type="text"
      class={style}
      aria-label={label}
      maxLength={100}
      autocomplete="off"
      spellcheck={false}
      value={draft.text ?? name}
      onInput={(event) => draft.type(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') draft.drop();
      }}
    />
  );
}

function Description({ block }: { block: WorkflowBlock }) {
  const { editor } = useApp();
  const id = `description-${block.id}`;
  return (
    <section class="inspector-section">
      <label class="field-label" for={id}>
        {texts.inspector.description}
      </label>
      <MultilineField
        id={id}
        label={texts.inspector.descriptionOfBlock}
        value={block.description ?? ''}
        change={(text, gesture) =>
          editor.editWhole(
            texts.inspector.editDescription,
            (workflow) => describeBlock(workflow, block.id, text),
            gesture,
          )
        }
      />
    </section>
  );
}

/** The ports and shown parameters, each by its name, which can be another. */
function PortNames({ block }: { block: WorkflowBlock }) {
  const { editor } = useApp();
  const { whole, level } = editor;
  const ports = level.value.ports.get(block.id);
  if (!ports) return null;
  const wiring = wiringOf(whole.value);
  const { registry } = editor;
  const inside = { nodes: wiring.nodes, registry, flow: flowOf(wiring, registry) };
  const rows: readonly [PortSide, string, readonly { name: string; type: PortType | undefined; of: string }[]][] = [
    [
      'inputs',
      texts.inspector.inputs,
      ports.inputs.map(({ name, to }) => ({ name, of: to.join(', '), type: inputPort(to, inside).type })),
    ],
    [
      'outputs',
      texts.inspector.outputs,
      ports.outputs.map(({ name, from }) => ({ name, of: from, type: outputPort(from, inside).type })),
    ],
    [
      'parameters',
      texts.inspector.parameters,
      ports.parameters.map(({ name, target }) => ({ name, of: target, type: undefined })),
    ],
  ];
  const named = rows.filter(([, , list]) => list.length > 0);
  if (named.length === 0) return null;
  return (
    <section class="inspector-section port-names">
      <h3>{texts.inspector.names}</h3>
      {named.map(([side, title, list]) => (
        <fieldset key={side}>
          <legend class="muted">{title}</legend>
          {list.map(({ name, type, of }) => (
            <div key={of} class="port-name-row" title={of}>
              {type && <span class="port-icon" data-shape={shapeOf(type)} style={{ '--wire': wireColour(type) }} />}
              <NameField
                class="text-field"
                label={texts.inspector.nameOf(name)}
                name={portLabel(name)}
                rename={(next) =>
                  editor.editWhole(texts.inspector.renameOf(name), (workflow) =>
                    renamePort(workflow, block.id, side, name, next),
                  )
                }
              />
            </div>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

/** All parameters of the nodes inside, to choose those that the block shows as its own. */
function ShownParameters({ block }: { block: WorkflowBlock }) {
  const { editor } = useApp();
  const [open, setOpen] = useState(block.parameters.length === 0);
  const { nodes } = contentsOf(editor.whole.value, [block.id]);
  const members = editor.whole.value.nodes
    .filter(({ id }) => nodes.has(id))
    .map((node) => ({ node, specs: specsOf(node) }))
    .filter(({ specs }) => specs.length > 0);
  function specsOf(node: WorkflowNode) {
    const entry = editor.registry.get(node.type);
    return entry ? shownParameters(entry, node.parameters, wiredInputs(editor.whole.value, node.id)) : [];
  }
  if (members.length === 0) return null;
  return (
    <section class="inspector-section">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{texts.inspector.parametersShownOnBlock}</summary>
        <div class="shown-parameters">
          {members.map(({ node, specs }) => (
            <fieldset key={node.id}>
              <legend class="muted">{nodeTitle(node, editor.registry)}</legend>
              {specs.map(({ name, label }) => (
                <ShownParameter key={name} block={block} node={node} name={name} label={label} />
              ))}
            </fieldset>
          ))}
        </div>
      </details>
    </section>
  );
}

interface ShownProps {
  readonly block: WorkflowBlock;
  readonly node: WorkflowNode;
  readonly name: string;
  readonly label: string;
}

function ShownParameter({ block, node, name, label }: ShownProps) {
  const { editor } = useApp();
  const end = { node: node.id, port: name };
  const target = `${node.id}.${name}`;
  const shown = block.parameters.some((each) => each.target === target);
  return (
    <label class="shown-parameter">
      <input
        type="checkbox"
        checked={shown}
        data-testid={`show-${target}`}
        onChange={() =>
          editor.editWhole(shown ? texts.inspector.hideOnBlock : texts.inspector.showOnBlock, (workflow) =>
            shown ? demoteParameter(workflow, block.id, end) : promoteParameter(workflow, block.id, end),
          )
        }
      />
      {label}
    </label>
  );
}
