import '../styles/styles.ts';
import { nodeRegistry } from '../../../nodes/index.ts';
import { ArcspaceError, type Problem } from '../../graph/problem.ts';
import { createApp } from '../app/createApp.ts';
import { start } from '../shell/start.tsx';
import { demoRun } from './demoRun.ts';
import { type Answers, createFakeEngine, type FakeRun } from './fakeEngine.ts';

/** The editor alone, to look at: `npx vite src/renderer`, then /testing/dev.html. Runs and files are made up. */

const examples = import.meta.glob<string>('../../../workflows/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const files = new Map(
  Object.entries(examples).map(([path, text]) => [path.replace(/^.*workflows\//, 'workflows/'), text]),
);
const cancelled = new Set<string>();

const entries = [...files].map(([path, text]) => {
  const { name, description, thumbnail } = JSON.parse(text);
  return { path, title: name, description, kind: 'example' as const, modified: 0, ...(thumbnail ? { thumbnail } : {}) };
});

const fault: Problem = {
  code: 'wrong-space',
  message: 'These latents are of another model than the decoder: sd15-tiny and sdxl.',
  place: { port: 'latents' },
  remedy: 'Decode them with the model that made them.',
};

/** A node with a parameter "fail" fails. */
async function play({ options, emit, fail }: FakeRun): Promise<void> {
  const { workflow, run } = options;
  const failing = workflow.nodes.find((node) => node.parameters.fail === true)?.id;
  for await (const event of demoRun(workflow, nodeRegistry, options.lane === 'manual')) {
    if (cancelled.has(run)) return fail({ code: 'cancelled', message: 'Cancelled', place: {}, remedy: '' });
    emit(event);
    if (event.type === 'started' && event.node === failing) {
      return fail({ ...fault, place: { ...fault.place, node: failing } });
    }
  }
}

const answers: Answers = {
  models: () => [{ name: 'sd15-tiny', title: 'Starter model', folder: '/models/sd15-tiny', bytes: 31e6 }],
  listWorkflows: () => entries,
  openWorkflow({ path }) {
    const text = files.get(path);
    if (text === undefined) throw new ArcspaceError('not-found', `There is no file ${path}.`, 'Choose another.');
    return { path, text, readOnly: path.startsWith('workflows/'), stamp: text };
  },
  saveWorkflow({ path, text }) {
    files.set(path, text);
    return { path, stamp: text };
  },
  cancel({ run }) {
    cancelled.add(run);
    return null;
  },
};
const engine = createFakeEngine(answers, (run) => void play(run));

const root = document.getElementById('app');
if (!root) throw new Error('the page has no place for the editor');
const app = createApp(engine.client, nodeRegistry, localStorage);
Object.assign(window, { arcspaceApp: app });
await start(app, root);
