import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { everything } from '../../gallery/findEntries.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { paintingWorkflow } from './testing/made.ts';

const folder = temporaryFolder();
let engine: Engine;
afterEach(() => engine.close());

/** @returns the seeds of the pictures in the gallery after a run of this engine, and whether its watcher was shown any. */
async function paint(keepsPictures: boolean) {
  const program = join(import.meta.dirname, '../../..');
  engine = createEngine({ program, workspace: folder.path, provider: 'cpu', keepsPictures });
  let shown = 0;
  const asked = { workflow: paintingWorkflow(5), path: null, targets: [], watch: [], shown: {} };
  const { outcome } = await engine.run(asked, new AbortController().signal, (event) => {
    if (event.type === 'finished') shown += event.pictures?.length ?? 0;
  });
  expect(outcome).toBe('completed');
  await engine.close();
  engine = createEngine({ program, workspace: folder.path, provider: 'cpu' });
  const ignore = () => undefined;
  await engine.handlers.watchGallery({ seen: 0 }, ignore);
  const { entries } = await engine.handlers.listGallery({ query: everything, from: 0, count: 10 }, ignore);
  return { seeds: entries.map(({ seeds }) => seeds['noise.seed']), shown };
}

test('an engine that keeps pictures has those of its runs when it is started again, though nobody watched', async () => {
  expect(await paint(true)).toEqual({ seeds: [5], shown: 0 });
});

test('an engine that keeps none has none', async () => {
  expect(await paint(false)).toEqual({ seeds: [], shown: 0 });
});
