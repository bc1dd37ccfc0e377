import { isActive } from '../state/jobs/jobQueue.ts';
import { always, type Command } from './command.ts';
import { whyNoRun } from './runCommands.ts';

export const queueCommands: readonly Command[] = [
  {
    id: 'queue-add',
    title: 'Add to the queue: as often and with the seeds last chosen',
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
    title: 'Cancel all runs that wait in the queue',
    section: 'Run',
    keys: [],
    enabled: ({ queue }) => queue.view.value !== null && isActive(queue.view.value),
    run: ({ queue }) => queue.cancelWaiting(),
  },
  {
    id: 'queue-cancel-all',
    title: 'Cancel all runs of the queue, those under way too',
    section: 'Run',
    keys: [],
    enabled: ({ queue }) => queue.view.value !== null && isActive(queue.view.value),
    run: ({ queue }) => queue.cancelAll(),
  },
  {
    id: 'queue',
    title: 'Queue',
    section: 'View',
    keys: ['Q'],
    enabled: always,
    run: ({ preferences }) => preferences.set({ rail: preferences.values.peek().rail === 'queue' ? 'none' : 'queue' }),
  },
];
