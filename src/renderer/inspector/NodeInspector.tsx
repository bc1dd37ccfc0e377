import { useComputed } from '@preact/signals';
import { duration, timeLeft } from '../../graph/duration.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { wiredInputs } from '../controls/inputRows.ts';
import { ParameterRow } from '../controls/ParameterRow.tsx';
import { NodePad } from '../controls/pad/NodePad.tsx';
import { parameterFields } from '../parameters/fields.ts';
import { padsAmong } from '../parameters/pad.ts';
import { shownParameters } from '../parameters/shownParameters.ts';
import { pinnedParameters } from '../parameters/whyIdle.ts';
import { IDLE, isEarlier } from '../state/run/reduce.ts';
import { type Texts, texts } from '../text/texts.ts';
import { BlockSections } from './BlockSections.tsx';
import { Documentation } from './Documentation.tsx';
import { ExploreButton } from './ExploreButton.tsx';
import { NodeTitle } from './NodeTitle.tsx';
import { Ports } from './Ports.tsx';
import { ProblemNote, Warnings } from './ProblemNote.tsx';
import { TextLinks } from './TextLinks.tsx';
import { WrittenFiles } from './WrittenFiles.tsx';

function Mode({ mode }: { mode: keyof Texts['inspector']['modes'] }) {
  return (
    <p class="node-status" data-status={mode}>
      <span class="dot" />
      {texts.inspector.modes[mode]}
    </p>
  );
}

function Status({ node }: { node: WorkflowNode }) {
  const { editor } = useApp();
  const state = useComputed(() => editor.nodeStates.value.get(node.id) ?? IDLE).value;
  const { status, milliseconds, progress } = state;
  return (
    <p class="node-status" data-status={status}>
      <span class="dot" />
      {isEarlier(state) ? texts.inspector.mayBeOutdated : texts.inspector.states[status]}
      {status === 'running' && progress && (
        <span class="muted numeric">
          {texts.inspector.step(progress.step, progress.of)}
          {progress.left !== undefined && texts.inspector.timeLeft(timeLeft(progress.left / 1000))}
        </span>
      )}
      {(status === 'done' || status === 'cached') && milliseconds !== undefined && (
        <span class="muted numeric">{duration(milliseconds)}</span>
      )}
    </p>
  );
}

function UnknownNode({ node }: { node: WorkflowNode }) {
  return (
    <section class="inspector-section">
      <div class="note warning">
        <p>{texts.inspector.unknownType(node.type)}</p>
        <p class="muted">{texts.inspector.unknownTypeAbout}</p>
      </div>
      <pre class="mono raw">{JSON.stringify(node.parameters, null, 2)}</pre>
    </section>
  );
}

/** One node: what it is, its parameters, what flows through it. */
export function NodeInspector({ node }: { node: WorkflowNode }) {
  const { editor } = useApp();
  const entry = editor.registry.get(node.type);
  const wired = wiredInputs(editor.workflow.value, node.id);
  const pinned = pinnedParameters(editor.whole.value, node.id);
  const shown = entry ? shownParameters(entry, node.parameters, wired, pinned) : [];
  // What nothing flows through, such as a note, never runs.
  const runs = !entry || Object.keys({ ...entry.inputs, ...entry.outputs }).length > 0;
  const block = editor.level.value.tree.blocks.get(node.id);
  const fields = entry ? parameterFields(entry).filter(({ spec }) => shown.includes(spec)) : [];
  return (
    <div class="scroll">
      <header class="inspector-header">
        <NodeTitle node={node} />
        {runs && (node.mode === 'on' ? <Status node={node} /> : <Mode mode={node.mode} />)}
        {editor.workflow.value.outputs?.includes(node.id) && <p class="muted">{texts.inspector.shownInAppView}</p>}
        {entry && <Documentation docs={entry.docs} errors={entry.errors ?? []} />}
      </header>
      <ProblemNote id={node.id} />
      <WrittenFiles id={node.id} />
      {!entry && <UnknownNode node={node} />}
      {entry && fields.length > 0 && (
        <section class="inspector-section" aria-label={texts.inspector.parameters}>
          {padsAmong(shown).map((axes) => (
            <NodePad key={axes.right.name} node={node} axes={axes} />
          ))}
          <ExploreButton node={node} />
          {fields.map((field) => (
            <ParameterRow key={field.spec.name} node={node} entry={entry} field={field} />
          ))}
        </section>
      )}
      <TextLinks node={node} fields={fields} />
      {block && <BlockSections block={block} />}
      {entry && <Ports node={node} entry={entry} />}
      <Warnings id={node.id} />
    </div>
  );
}
