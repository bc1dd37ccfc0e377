import { useEffect, useRef } from 'preact/hooks';
import { setTitle } from '../../graph/edit/setNode.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { useDraft } from '../controls/useDraft.ts';
import { texts } from '../text/texts.ts';

/** The title to read and to change, with the kind of node and its name on the command line below. */
export function NodeTitle({ node }: { node: WorkflowNode }) {
  const { editor, ui } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const draft = useDraft();
  const renaming = ui.renaming.value === node.id;
  useEffect(() => {
    if (!renaming) return;
    ui.renaming.value = null;
    input.current?.focus();
    input.current?.select();
  }, [renaming, ui]);
  const commit = () => {
    const typed = draft.take();
    if (typed !== null) editor.edit(texts.common.rename, (workflow) => setTitle(workflow, node.id, typed));
  };
  const kind = editor.registry.get(node.type)?.title ?? node.type;
  return (
    <>
      <input
        ref={input}
        type="text"
        class="node-title"
        aria-label={texts.inspector.titleOfNode}
        data-testid="node-title"
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        placeholder={kind}
        value={draft.text ?? nodeTitle(node, editor.registry)}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') draft.drop();
        }}
      />
      <p class="muted node-kind">
        {node.title !== undefined && `${kind}, `}
        <code class="mono" title={texts.inspector.onCommandLine(node.id)}>
          {node.id}
        </code>
      </p>
    </>
  );
}
