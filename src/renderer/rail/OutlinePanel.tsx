import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { portLabel } from '../../graph/labels.ts';
import { select, showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { nodeTitle } from '../app/names.ts';
import { type OutlineNode, outlineOf } from './outline.ts';
import { moveFocus } from './treeKeys.ts';

const statusWords = {
  idle: '',
  queued: 'queued',
  running: 'running',
  done: 'done',
  cached: 'cached',
  failed: 'failed',
} as const;

interface ItemProps {
  readonly item: OutlineNode;
  readonly open: boolean;
  toggle(open: boolean): void;
}

function Item({ item, open, toggle }: ItemProps) {
  const app = useApp();
  const { node, inputs } = item;
  const { editor } = app;
  const status = useComputed(() => editor.nodeStates.value.get(node.id)?.status ?? 'idle');
  const selected = useComputed(() => editor.selection.value.has(node.id));
  const titleOf = (id: string) => {
    const found = editor.workflow.value.nodes.find((each) => each.id === id);
    return found ? nodeTitle(found, editor.registry) : id;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') showNode(app, node.id);
    else if (event.key === ' ') select(app, [node.id]);
    else if (event.key === 'ArrowRight' && !open) toggle(true);
    else if (event.key === 'ArrowLeft' && open) toggle(false);
    else if (!moveFocus(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="none">
      <div
        role="treeitem"
        tabIndex={selected.value ? 0 : -1}
        class="tree-row"
        data-status={status.value}
        aria-selected={selected.value}
        aria-expanded={inputs.length > 0 ? open : undefined}
        onClick={() => select(app, [node.id])}
        onDblClick={() => showNode(app, node.id)}
        onKeyDown={press}
      >
        <span class="tree-title">{nodeTitle(node, editor.registry)}</span>
        {node.mode !== 'on' && <span class="tag">{node.mode}</span>}
        <span class="muted">{statusWords[status.value]}</span>
      </div>
      {open && inputs.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a branch of a tree is no set of fields
        <div role="group">
          {inputs.map(({ port, from, fromPort }) => (
            <div key={port} role="none">
              <div
                role="treeitem"
                tabIndex={-1}
                aria-selected={false}
                class="tree-row input"
                onClick={() => showNode(app, from)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') showNode(app, from);
                  else if (!moveFocus(event)) return;
                  event.preventDefault();
                }}
              >
                <span class="muted">{portLabel(port)}</span>
                <span class="tree-title">
                  {titleOf(from)}, {portLabel(fromPort)}
                </span>
              </div>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** The graph as a tree: each node with what feeds it, for eyes and for screen readers. */
export function OutlinePanel() {
  const { editor } = useApp();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const items = useComputed(() => outlineOf(editor.workflow.value)).value;
  const toggle = (id: string, open: boolean) => {
    const next = new Set(closed);
    if (open) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  if (items.length === 0) return <p class="empty">No nodes yet. Press Tab over the canvas to add one.</p>;
  return (
    <div
      class="tree scroll"
      role="tree"
      aria-label="Nodes"
      data-testid="outline"
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && moveFocus(event)) event.preventDefault();
      }}
    >
      {items.map((item) => (
        <Item
          key={item.node.id}
          item={item}
          open={!closed.has(item.node.id)}
          toggle={(open) => toggle(item.node.id, open)}
        />
      ))}
    </div>
  );
}
