import { targetsInside } from '../../graph/blocks/targetsInside.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { always, type Command, hasGroup, hasSelection } from './command.ts';

/** Why nothing can run now; undefined when it can. */
export function whyNoRun({ client }: App): string | undefined {
  if (client.connection.value !== 'disconnected') return undefined;
  return texts.commands.notConnected;
}

/** Whether a run is under way or waits. */
function runs({ runs: { current, waiting } }: App): boolean {
  return current.value !== null || waiting.value > 0;
}

/** Without a node to run to nothing runs: a run that is given none would be one of the whole workflow. */
export function runTo({ runs }: App, targets: readonly string[]): void {
  if (targets.length > 0) runs.run(targets);
}

export const runCommands: readonly Command[] = [
  {
    id: 'run',
    inAppView: true,
    section: 'Run',
    keys: ['Ctrl+Enter'],
    whileTyping: true,
    enabled: (app) => !whyNoRun(app) && app.editor.workflow.value.nodes.length > 0,
    run: (app) => app.runs.run(),
  },
  {
    id: 'run-to-here',
    section: 'Run',
    keys: ['Ctrl+Shift+Enter'],
    whileTyping: true,
    // The same keys run a group that is selected, with which the nodes of a box are.
    enabled: (app) => !whyNoRun(app) && hasSelection(app) && !hasGroup(app),
    run: (app) => runTo(app, targetsInside(app.editor.level.peek(), app.editor.selection.peek(), app.editor.registry)),
  },
  {
    id: 'cancel',
    inAppView: true,
    section: 'Run',
    keys: ['Escape'],
    enabled: (app) => runs(app) || app.sweeps.current.value?.isRunning === true,
    run: (app) => (runs(app) ? app.runs.cancel() : app.sweeps.cancel()),
  },
  {
    id: 'sweep',
    section: 'Run',
    keys: [],
    enabled: (app) => !whyNoRun(app) && app.editor.workflow.value.nodes.length > 0,
    run: (app) => {
      app.ui.sweepDialog.value = true;
    },
  },
  {
    id: 'sweep-sheet',
    section: 'Run',
    keys: [],
    enabled: (app) => app.sweeps.current.value !== null,
    run: (app) => {
      app.ui.sweepSheet.value = true;
    },
  },
  {
    id: 'live',
    section: 'Run',
    keys: ['L'],
    enabled: always,
    run: (app) => {
      app.runs.live.value = !app.runs.live.peek();
    },
  },
  {
    id: 'free',
    section: 'Run',
    keys: [],
    enabled: always,
    run: (app) => void app.engine.free(),
  },
];
