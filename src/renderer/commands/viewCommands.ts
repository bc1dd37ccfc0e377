import { nodesInGroup } from '../../graph/edit/groups.ts';
import { openPalette } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { GUIDE_WORKFLOW } from '../guide/steps.ts';
import { always, type Command } from './command.ts';

/** Opens the tree and puts the keyboard into it, or closes it and goes back to the canvas. */
function toggleOutline(app: App): void {
  const open = app.preferences.values.peek().rail === 'outline';
  app.preferences.set({ rail: open ? 'none' : 'outline' });
  if (open) app.ui.canvas.peek()?.focus();
  else requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="tree"]')?.focus());
}

async function beginGuide({ files, preferences, runs, ui }: App): Promise<void> {
  if (!(await files.open(GUIDE_WORKFLOW))) return;
  preferences.set({ drawer: 'none' });
  runs.live.value = false;
  ui.startPage.value = false;
  ui.appView.value = false;
  ui.guide.value = 0;
}

/** Opens the search, or puts the keyboard back into it. */
function openSearch({ ui }: App): void {
  ui.search.value ??= '';
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-testid="search"] input')?.select());
}

function frameSelection(app: App): void {
  const { selection, selectedGroup, workflow } = app.editor;
  const group = workflow.peek().groups.find(({ id }) => id === selectedGroup.peek());
  const ids = group ? nodesInGroup(workflow.peek(), group) : [...selection.peek()];
  app.ui.canvas.peek()?.frame(ids.length > 0 ? ids : undefined);
}

export const viewCommands: readonly Command[] = [
  {
    id: 'palette',
    section: 'View',
    keys: ['Tab'],
    enabled: always,
    run: openPalette,
  },
  {
    id: 'frame',
    section: 'View',
    keys: ['F'],
    enabled: always,
    run: frameSelection,
  },
  {
    id: 'zoom-in',
    section: 'View',
    keys: ['Ctrl+=', 'Ctrl++'],
    enabled: always,
    run: (app) => app.ui.canvas.peek()?.zoomBy(1.25),
  },
  {
    id: 'zoom-out',
    section: 'View',
    keys: ['Ctrl+-'],
    enabled: always,
    run: (app) => app.ui.canvas.peek()?.zoomBy(0.8),
  },
  {
    id: 'life-size',
    section: 'View',
    keys: ['Ctrl+0'],
    enabled: always,
    run: (app) => app.ui.canvas.peek()?.zoomToLife(),
  },
  {
    id: 'find',
    section: 'View',
    keys: ['Ctrl+F'],
    whileTyping: true,
    enabled: always,
    run: openSearch,
  },
  {
    id: 'app-view',
    inAppView: true,
    section: 'View',
    keys: ['Ctrl+Shift+U'],
    whileTyping: true,
    enabled: always,
    run: ({ ui }) => {
      ui.appView.value = !ui.appView.peek();
    },
  },
  {
    id: 'map',
    section: 'View',
    keys: ['Ctrl+Shift+K'],
    enabled: always,
    run: ({ preferences }) => preferences.set({ map: !preferences.values.peek().map }),
  },
  {
    id: 'outline',
    section: 'View',
    keys: ['Ctrl+Shift+O'],
    whileTyping: true,
    enabled: always,
    run: (app) => toggleOutline(app),
  },
  {
    id: 'models',
    section: 'View',
    keys: ['Ctrl+Shift+M'],
    whileTyping: true,
    enabled: always,
    run: ({ preferences }) =>
      preferences.set({ rail: preferences.values.peek().rail === 'models' ? 'none' : 'models' }),
  },
  {
    id: 'inspector',
    section: 'View',
    keys: ['Ctrl+I'],
    whileTyping: true,
    enabled: always,
    run: (app) => app.preferences.set({ inspector: !app.preferences.values.peek().inspector }),
  },
  {
    id: 'results',
    section: 'View',
    keys: ['Ctrl+J'],
    whileTyping: true,
    enabled: always,
    run: (app) => app.preferences.set({ drawer: app.preferences.values.peek().drawer === 'none' ? 'results' : 'none' }),
  },
  {
    id: 'guide',
    section: 'View',
    keys: [],
    enabled: always,
    run: (app) => void beginGuide(app),
  },
  {
    id: 'settings',
    inAppView: true,
    section: 'View',
    keys: ['Ctrl+,'],
    whileTyping: true,
    enabled: always,
    run: ({ ui }) => {
      ui.settings.value = 'appearance';
    },
  },
  {
    id: 'shortcuts',
    inAppView: true,
    section: 'View',
    keys: ['?'],
    enabled: always,
    run: (app) => {
      app.ui.sheet.value = true;
    },
  },
];
