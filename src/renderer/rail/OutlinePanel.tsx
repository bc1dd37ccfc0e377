import { useComputed } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { groupsInSight } from '../../graph/edit/grouping/outOfSight.ts';
import { portLabel } from '../../graph/labels.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { select, showGroup, showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { Icon } from '../components/Icon.tsx';
import { useHeldMenu } from '../components/useHeldMenu.ts';
import { findGroups, findNodes } from '../search/findNodes.ts';
import { texts } from '../text/texts.ts';
import { type OutlineNode, outlineOf } from './outline.ts';
import { type OutlineRow, rowsOf } from './outlineRows.ts';
import { useLater } from './useLater.ts';
import { useRowsInSight } from './useRowsInSight.ts';

const statusWords = {
  idle: '',
  queued: 'queued',
  running: 'running',
  done: 'done',
  cached: 'cached',
  failed: 'failed',
} as const;

/** Nodes of a workflow whose outline takes a moment. */
const LARGE = 500;

/** CSS pixels of a line, as in OutlinePanel.css. */
const ROW = 26;

interface RowProps<Kind extends OutlineRow['kind']> {
  readonly row: Extract<OutlineRow, { kind: Kind }>;
  readonly index: number;
  press(event: KeyboardEvent): void;
}

function placeOf({ place, among }: OutlineRow, index: number) {
  return { 'data-row': index, 'aria-posinset': place, 'aria-setsize': among, style: { top: `${index * ROW}px` } };
}

function NodeRow({ row, index, press }: RowProps<'node'>) {
  const app = useApp();
  const { node, inputs } = row.item;
  const { editor } = app;
  const status = useComputed(() => editor.nodeStates.value.get(node.id)?.status ?? 'idle');
  const selected = useComputed(() => editor.selection.value.has(node.id));
  const menu = useHeldMenu((screen) => {
    if (!editor.selection.peek().has(node.id)) choose(app, node.id);
    app.ui.menu.value = { screen, of: 'nodes' };
  });
  return (
    <div
      {...menu}
      {...placeOf(row, index)}
      role="treeitem"
      tabIndex={selected.value ? 0 : -1}
      class="tree-row"
      data-status={status.value}
      aria-level={1}
      aria-selected={selected.value}
      aria-expanded={inputs.length > 0 ? row.open : undefined}
      onClick={() => choose(app, node.id)}
      onDblClick={() => showNode(app, node.id)}
      onKeyDown={press}
    >
      <span class="tree-title">{nodeTitle(node, editor.registry)}</span>
      {node.mode !== 'on' && <span class="tag">{node.mode}</span>}
      <span class="muted">{statusWords[status.value]}</span>
    </div>
  );
}

function GroupRow({ row, index, press }: RowProps<'group'>) {
  const app = useApp();
  const { group } = row;
  const selected = useComputed(() => app.editor.selectedGroup.value === group.id);
  const menu = useHeldMenu((screen) => {
    showGroup(app, group);
    app.ui.menu.value = { screen, of: 'group' };
  });
  return (
    <div
      {...menu}
      {...placeOf(row, index)}
      role="treeitem"
      tabIndex={selected.value ? 0 : -1}
      class="tree-row"
      aria-level={1}
      aria-selected={selected.value}
      onClick={() => showGroup(app, group)}
      onKeyDown={press}
    >
      <Icon name="frame" />
      <span class="tree-title">{group.title || texts.outline.group}</span>
      <span class="muted">{texts.outline.isGroup}</span>
    </div>
  );
}

function InputRow({ row, index, press, from }: RowProps<'input'> & { readonly from: string }) {
  const app = useApp();
  const { input } = row;
  return (
    <div
      {...placeOf(row, index)}
      role="treeitem"
      tabIndex={-1}
      class="tree-row input"
      aria-level={2}
      aria-selected={false}
      onClick={() => showNode(app, input.from)}
      onKeyDown={press}
    >
      <span class="muted">{portLabel(input.port)}</span>
      <span class="tree-title">
        {from}, {portLabel(input.fromPort)}
      </span>
    </div>
  );
}

/** Those in which all words are found, at whatever level. */
function found(whole: Workflow, registry: NodeRegistry, query: string): readonly OutlineNode[] {
  const items = new Map(outlineOf(whole).map((item) => [item.node.id, item]));
  return findNodes(whole, registry, query).map(({ node }) => items.get(node.id) ?? { node, inputs: [] });
}

/** A node of another level is shown where it lies: here it cannot be selected. */
function choose(app: App, id: string): void {
  if (app.editor.workflow.peek().nodes.some((node) => node.id === id)) select(app, [id]);
  else showNode(app, id);
}

/** The graph as a tree: each node with what feeds it, for eyes and for screen readers. */
export function OutlinePanel() {
  const app = useApp();
  const { editor } = app;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState('');
  const both = useComputed(() => ({ workflow: editor.workflow.value, whole: editor.whole.value }));
  const { workflow, whole } = useLater(both, (now) => now.whole.nodes.length > LARGE);
  const all = useMemo(() => outlineOf(workflow), [workflow]);
  const items = useMemo(
    () => (query.trim() === '' ? all : found(whole, editor.registry, query)),
    [all, whole, editor, query],
  );
  const titles = useMemo(() => {
    const nodes = new Set([...whole.nodes, ...workflow.nodes]);
    return new Map([...nodes].map((node) => [node.id, nodeTitle(node, editor.registry)]));
  }, [whole, workflow, editor]);
  const groups = useMemo(() => findGroups(groupsInSight(workflow), query), [workflow, query]);
  const rows = useMemo(() => rowsOf(groups, items, closed), [groups, items, closed]);
  const sight = useRowsInSight(rows.length, { height: ROW });
  const toggle = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  /** Answers whether the key means something to the row. */
  const pressed = (row: OutlineRow, key: string): boolean => {
    if (row.kind === 'input') {
      if (key === 'Enter') showNode(app, row.input.from);
      return key === 'Enter';
    }
    if (row.kind === 'group') {
      const isMeant = key === 'Enter' || key === ' ';
      if (isMeant) showGroup(app, row.group);
      return isMeant;
    }
    const { id } = row.item.node;
    if (key === 'Enter') showNode(app, id);
    else if (key === ' ') choose(app, id);
    else if (key === 'ArrowRight' ? !row.open : key === 'ArrowLeft' && row.open) toggle(id);
    else return false;
    return true;
  };
  const press = (event: KeyboardEvent) => {
    const { row: at = '-1' } = (event.target as HTMLElement).dataset;
    const index = Number(at);
    const row = rows[index];
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined) sight.focus(next);
    else if (!row || !pressed(row, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (all.length === 0 && workflow.groups.length === 0) return <p class="empty">{texts.outline.noNodes}</p>;
  return (
    <div class="panel-body">
      <div class="panel-search">
        <input
          class="text-field"
          type="search"
          placeholder={texts.outline.filter}
          aria-label={texts.outline.filter}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {rows.length === 0 && <p class="empty">{texts.outline.noMatches}</p>}
      <div
        ref={sight.box}
        class="tree scroll"
        role="tree"
        aria-label={texts.outline.tree}
        data-testid="outline"
        tabIndex={0}
        onKeyDown={press}
        onFocusIn={(event) => sight.focused(Number((event.target as HTMLElement).dataset.row ?? -1))}
      >
        <div class="tree-rows" role="none" style={{ height: `${rows.length * ROW}px` }}>
          {sight.rows.map((index) => {
            const row = rows[index];
            if (!row) return null;
            if (row.kind === 'node') return <NodeRow key={row.key} row={row} index={index} press={press} />;
            if (row.kind === 'group') return <GroupRow key={row.key} row={row} index={index} press={press} />;
            const from = titles.get(row.input.from) ?? row.input.from;
            return <InputRow key={row.key} row={row} index={index} press={press} from={from} />;
          })}
        </div>
      </div>
    </div>
  );
}
