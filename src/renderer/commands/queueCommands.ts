import { isActive } from '../state/jobs/jobQueue.ts';
import { always, type Command } from './command.ts';
import { whyNoRun } from './runCommands.ts';

export const queueCommands: readonly Command[] = [
  {
    id: 'queue-add',
    section: 'Run',
    keys: ['Ctrl+Alt+Enter'],
    whileTyping: true,
    deliberate: true,
    enabled: (app) => !whyNoRun(app) && app.editor.workflow.value.nodes.length > 0,
    run(app) {
      const { queueCount: count, queueSeeds: seeds } = app.preferences.values.peek();
      void app.queue.add({ count, seeds, forever: false });
    },
  },
  {
    id: 'queue-cancel',
    section: 'Run',
    keys: [],
    enabled: ({ queue }) => queue.view.value !== null && isActive(queue.view.value),
    run: ({ queue }) => queue.cancelWaiting(),
  },
  {
    id: 'queue-cancel-all',
    section: 'Run',
    keys: [],
    enabled: ({ queue }) => queue.view.value !== null && isActive(queue.view.value),
    run: ({ queue }) => queue.cancelAll(),
  },
  {
    id: 'queue',
    section: 'View',
    keys: ['Q'],
    enabled: always,
    run: ({ preferences }) => preferences.set({ rail: preferences.values.peek().rail === 'queue' ? 'none' : 'queue' }),
  },
];
