import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { contentsOf } from '../testing/contentsOf.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { foldersOf } from '../workspace/folders.ts';
import { createRecentFingerprints } from './recentFingerprints.ts';
import { createServices } from './services.ts';
import { createTurns } from './turns.ts';

const folder = temporaryFolder();
const never = () => new Promise<never>(() => undefined);

/** Services over files that take for ever to look through and models that take for ever to load. */
function slowServices(signal: AbortSignal) {
  folder.write('workspace/large.bin', 'large');
  const parts = {
    folders: foldersOf({ program: join(folder.path, 'program'), workspace: join(folder.path, 'workspace') }),
    allowed: new Set<string>(),
    hasher: { hash: never, known: never },
    models: { load: never, fingerprint: never },
    vaes: { load: never, fingerprint: never },
    loras: { load: never, fingerprint: never },
    turns: createTurns(),
    recent: createRecentFingerprints(),
  };
  const run = { workflow: emptyWorkflow(), targets: [], path: null, watch: null, shown: {} };
  return createServices(parts, run, signal);
}

test.each([
  ['a large file is looked through', 'fingerprint'],
  ['a large model is looked through', 'fingerprintModel'],
  ['a large model is loaded', 'load'],
] as const)('who cancels while %s does not wait for it', async (_, what) => {
  const controller = new AbortController();
  const { files, models } = await slowServices(controller.signal);
  const work = {
    fingerprint: () => files.fingerprint('large.bin'),
    fingerprintModel: () => models.fingerprint('large'),
    load: () => models.load('large'),
  }[what]();
  const reason = new DOMException('Cancelled', 'AbortError');
  controller.abort(reason);
  await expect(work).rejects.toBe(reason);
});

test('a cancel stops a file that is being written, and nothing of it is left', async () => {
  const controller = new AbortController();
  const { files } = await slowServices(controller.signal);
  const writing = files.write('large.bin', new Uint8Array(64 * 1024 * 1024));
  const reason = new DOMException('Cancelled', 'AbortError');
  setTimeout(() => controller.abort(reason), 0);
  await expect(writing).rejects.toBe(reason);
  expect([...contentsOf(folder.path).keys()]).toEqual([join('workspace', 'large.bin')]);
});
