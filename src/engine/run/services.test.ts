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
const run = { workflow: emptyWorkflow(), targets: [], path: null, watch: null, shown: {} };
const never = () => new Promise<never>(() => undefined);

/** What engines have besides models. */
function partsBesides() {
  return {
    folders: foldersOf({ program: join(folder.path, 'program'), workspace: join(folder.path, 'workspace') }),
    allowed: new Set<string>(),
    hasher: { hash: never, known: never },
    turns: createTurns(),
    recent: createRecentFingerprints(),
  };
}

/** Services over files that take for ever to look through and models that take for ever to load. */
function slowServices(signal: AbortSignal) {
  folder.write('workspace/large.bin', 'large');
  const parts = {
    ...partsBesides(),
    models: { load: never, fingerprint: never },
    vaes: { load: never, fingerprint: never },
    loras: { load: never, fingerprint: never },
  };
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

test.each([
  ['models', ['starter']],
  ['vaes', ['starter', 'sd']],
  ['loras', ['starter']],
] as const)(
  'of %s that changed after a run took their fingerprint none is used, and the next run takes the new one',
  async (kind, named) => {
    let content = 'old';
    const store = { load: async () => ({ content }) as never, fingerprint: async () => content };
    const parts = { ...partsBesides(), models: store, vaes: store, loras: store };
    const begin = async () => {
      const services = await createServices(parts, { ...run, kept: 'newest' }, new AbortController().signal);
      const service: { load(...named: readonly string[]): Promise<unknown> } = services[kind] as never;
      return { taken: await services[kind].fingerprint('starter'), load: () => service.load(...named) };
    };
    expect(await (await begin()).load()).toEqual({ content: 'old' });
    content = 'new';
    const late = await begin();
    expect(late.taken).toBe('old');
    await expect(late.load()).rejects.toMatchObject({
      code: 'changed-files',
      message: expect.stringContaining('starter'),
    });
    const next = await begin();
    expect(next.taken).toBe('new');
    expect(await next.load()).toEqual({ content: 'new' });
  },
);
