import { useComputed } from '@preact/signals';
import { isEdge } from '../../graph/blocks/edges.ts';
import { useApp } from '../app/context.ts';
import { Splitter } from '../components/Splitter.tsx';
import { texts } from '../text/texts.ts';
import { OpenBlockInspector } from './BlockSections.tsx';
import { NodeInspector } from './NodeInspector.tsx';
import { SeveralInspector } from './SeveralInspector.tsx';
import { WorkflowInspector } from './WorkflowInspector.tsx';

/** All about the selection: one node, several, or the workflow itself. */
export function Inspector() {
  const { editor, preferences } = useApp();
  const selected = useComputed(() => {
    const selection = editor.selection.value;
    return editor.workflow.value.nodes.filter((node) => selection.has(node.id) && !isEdge(node.id));
  }).value;
  const width = preferences.values.value.inspectorWidth;
  const [only] = selected;
  const open = editor.path.value.at(-1);
  return (
    <aside
      class="panel inspector"
      aria-label={texts.inspector.title}
      data-testid="inspector"
      style={{ width: `${width}px` }}
    >
      <Splitter
        label={texts.inspector.widthOfInspector}
        edge="left"
        size={width}
        minimum={260}
        maximum={560}
        resize={(size) => preferences.set({ inspectorWidth: size })}
      />
      {!only && (open ? <OpenBlockInspector block={open} /> : <WorkflowInspector />)}
      {only && selected.length === 1 && <NodeInspector key={only.id} node={only} />}
      {selected.length > 1 && <SeveralInspector key={selected.map(({ id }) => id).join()} nodes={selected} />}
    </aside>
  );
}
