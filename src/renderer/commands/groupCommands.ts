import { isEdge } from '../../graph/blocks/edges.ts';
import { targetsInside } from '../../graph/blocks/targetsInside.ts';
import { deleteGroup } from '../../graph/edit/deleteGroup.ts';
import { setGroupCollapsed } from '../../graph/edit/grouping/collapseGroup.ts';
import { endsAmong } from '../../graph/edit/grouping/endsAmong.ts';
import { groupsInSight } from '../../graph/edit/grouping/outOfSight.ts';
import { fitGroup, groupNodes, nodesInGroup, ungroup } from '../../graph/edit/groups.ts';
import { setMode } from '../../graph/edit/setNode.ts';
import type { Workflow, WorkflowGroup } from '../../graph/workflow/schema.ts';
import { select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { type Command, hasGroup, hasSelection } from './command.ts';
import { runTo, whyNoRun } from './runCommands.ts';

interface Selected {
  readonly group: WorkflowGroup;
  /** Without the edges of the open block, which can only be moved. */
  readonly nodes: readonly string[];
}

function groupOf({ editor }: App): WorkflowGroup | undefined {
  return editor.workflow.value.groups.find(({ id }) => id === editor.selectedGroup.value);
}

function selectedGroup(app: App): Selected | undefined {
  const group = groupOf(app);
  return group && { group, nodes: nodesInGroup(app.editor.workflow.value, group).filter((id) => !isEdge(id)) };
}

const hasNodes = (app: App) => (selectedGroup(app)?.nodes.length ?? 0) > 0;

/** Does something with the selected group. */
const withGroup = (run: (app: App, selected: Selected) => void) => (app: App) => {
  const selected = selectedGroup(app);
  if (selected) run(app, selected);
};

/** The smallest group in sight that all selected nodes lie in. */
function groupAround({ editor }: App): WorkflowGroup | undefined {
  const workflow = editor.workflow.value;
  const chosen = editor.selection.value;
  if (chosen.size === 0) return undefined;
  const holds = (group: WorkflowGroup) => {
    const within = new Set(nodesInGroup(workflow, group));
    return [...chosen].every((id) => within.has(id));
  };
  const area = ({ size }: WorkflowGroup) => size[0] * size[1];
  return groupsInSight(workflow)
    .filter(holds)
    .sort((one, other) => area(one) - area(other))[0];
}

function ungroupSelected(app: App): void {
  const group = groupOf(app);
  const selection = app.editor.selection.peek();
  const holdsSelected = (workflow: Workflow) => (each: WorkflowGroup) =>
    nodesInGroup(workflow, each).some((id) => selection.has(id));
  app.editor.edit(texts.steps.ungroup, (workflow) =>
    (group ? [group] : workflow.groups.filter(holdsSelected(workflow))).reduce(
      (current, { id }) => ungroup(current, id),
      workflow,
    ),
  );
}

function toggleBypass(app: App, { nodes }: Selected): void {
  const within = new Set(nodes);
  const members = app.editor.workflow.peek().nodes.filter(({ id }) => within.has(id));
  const mode = members.every((node) => node.mode === 'bypass') ? 'on' : 'bypass';
  app.editor.edit(mode === 'on' ? texts.steps.enableGroup : texts.steps.bypassGroup, (workflow) =>
    setMode(workflow, nodes, mode),
  );
}

/** The nodes to run to so that the selected group runs; none where nothing in it can. */
function targetsOf(app: App): readonly string[] {
  const { level, workflow, registry } = app.editor;
  const nodes = selectedGroup(app)?.nodes ?? [];
  return targetsInside(level.value, endsAmong(workflow.value, nodes, registry), registry);
}

function toggleCollapsed(app: App, { group, nodes }: Selected): void {
  const collapsed = group.collapsed !== true;
  app.editor.edit(collapsed ? texts.steps.collapseGroup : texts.steps.expandGroup, (workflow) =>
    setGroupCollapsed(workflow, group.id, collapsed),
  );
  // A box is selected with its nodes, a frame alone.
  select(app, collapsed ? nodes : []);
  app.editor.selectedGroup.value = group.id;
}

export const groupCommands: readonly Command[] = [
  {
    id: 'group',
    section: 'Group',
    keys: ['Ctrl+G'],
    enabled: hasSelection,
    run: (app) => {
      const selection = app.editor.selection.peek();
      const measures = app.ui.canvas.peek()?.measures;
      app.editor.edit(texts.steps.group, (workflow) =>
        groupNodes(workflow, selection, texts.canvas.newGroup, measures),
      );
    },
  },
  {
    id: 'select-group',
    section: 'Group',
    keys: ['Alt+G'],
    enabled: hasSelection,
    run: (app) => {
      const group = groupAround(app);
      if (!group) return;
      if (!group.collapsed) select(app, []);
      app.editor.selectedGroup.value = group.id;
    },
  },
  {
    id: 'rename-group',
    section: 'Group',
    keys: ['F2'],
    enabled: hasGroup,
    run: withGroup((app, { group }) => app.ui.canvas.peek()?.renameGroup(group.id)),
  },
  {
    id: 'collapse-group',
    section: 'Group',
    keys: ['C'],
    enabled: hasGroup,
    run: withGroup(toggleCollapsed),
  },
  {
    id: 'select-group-nodes',
    section: 'Group',
    keys: [],
    enabled: hasNodes,
    run: withGroup((app, { nodes }) => select(app, nodes)),
  },
  {
    id: 'fit-group',
    section: 'Group',
    keys: [],
    enabled: (app) => hasNodes(app) && groupOf(app)?.collapsed !== true,
    run: withGroup((app, { group }) =>
      app.editor.edit(texts.steps.fitGroup, (workflow) => fitGroup(workflow, group.id, app.ui.canvas.peek()?.measures)),
    ),
  },
  {
    id: 'run-group',
    section: 'Group',
    keys: ['Ctrl+Shift+Enter'],
    whileTyping: true,
    enabled: (app) => !whyNoRun(app) && targetsOf(app).length > 0,
    run: (app) => runTo(app, targetsOf(app)),
  },
  {
    id: 'bypass-group',
    section: 'Group',
    keys: ['B'],
    enabled: hasNodes,
    run: withGroup(toggleBypass),
  },
  {
    id: 'ungroup',
    section: 'Group',
    keys: ['Ctrl+Shift+G', 'Delete', 'Backspace'],
    enabled: (app) => hasSelection(app) || hasGroup(app),
    run: ungroupSelected,
  },
  {
    id: 'delete-group',
    section: 'Group',
    keys: [],
    enabled: hasGroup,
    run: withGroup((app, { group }) =>
      app.editor.edit(texts.steps.deleteGroup, (workflow) => deleteGroup(workflow, group.id)),
    ),
  },
];
