import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { createEngine, type Engine } from '../../engine/createEngine.ts';
import { contentsOf } from '../../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { programFolder } from '../../host/programFolder.ts';
import { type Order, queuedJob } from '../order.ts';
import { getRecord, getShown } from '../results.ts';
import { openFolderStore } from '../store/folderStore.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import { createComputer } from './computer.ts';
import type { Slot } from './slot.ts';

const picture = join(programFolder(), 'images/pictures/content-house.png');
/** Cancels no job here. */
const NOBODY = 'c'.repeat(64);
const folder = temporaryFolder();
const at = (path: string) => join(folder.path, path);

let store: SharedStore;
let engine: Engine;
let slot: Slot;
let computed: number;

const computerOf = (maker: string): Slot =>
  createComputer({ engine, store, registry: nodeRegistry, scratch: at('scratch'), maker });

beforeEach(async () => {
  mkdirSync(at('store'));
  mkdirSync(at('workspace'));
  store = await openFolderStore(at('store'));
  const own = createEngine({ program: programFolder(), workspace: at('workspace'), provider: 'cpu' });
  computed = 0;
  engine = {
    ...own,
    run: (...asked) => {
      computed++;
      return own.run(...asked);
    },
  };
  slot = computerOf('this machine');
});
afterEach(() => slot.close());

/** Saves a picture by the name that it has. */
const saving = (path: string) =>
  workflowOf(
    {
      load: { type: 'load_image', parameters: { path } },
      save: { type: 'save_image', parameters: { filename: 'copy' } },
    },
    ['load.image save.image'],
  );

const orderOf = (change: Partial<Order> = {}): Order => ({
  workflow: serializeWorkflow(saving('own/a.png')),
  targets: [],
  watch: ['save'],
  inputs: {},
  models: [],
  ...change,
});

const put = (content: unknown) => store.put(new TextEncoder().encode(JSON.stringify(content)));
const compute = async (order: unknown, by = slot) =>
  by.compute(queuedJob(await put(order), '', NOBODY), new AbortController().signal, () => {});

describe('a worker computes an order', () => {
  test('with the files that came with it, and puts what it gives into the store', async () => {
    const hash = await store.put(readFileSync(picture));
    const { finished, executed } = await getRecord(store, await compute(orderOf({ inputs: { 'own/a.png': hash } })));
    expect(executed).toBe(2);
    const nodes = await Promise.all(finished.map((each) => getShown(store, each.hash)));
    expect(nodes.map(({ node, files }) => [node, files.map(({ name }) => name)])).toEqual([
      ['load', []],
      ['save', ['copy.png']],
    ]);
    expect(nodes[1]?.pictures?.[0]?.rgba.length).toBeGreaterThan(0);
    expect(nodes[0]?.pictures).toBeUndefined();
  });

  test('once: what is in the store is taken from there, while it is all there', async () => {
    const order = orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) });
    const first = await compute(order);
    expect(await compute(order)).toBe(first);
    expect(computed).toBe(1);
    const { finished } = await getRecord(store, first);
    const { files } = await getShown(store, finished[1]?.hash ?? '');
    const written = files[0]?.hash ?? '';
    rmSync(join(at('store/contents'), written.slice(0, 2), written));
    await compute(order);
    expect(computed).toBe(2);
    expect(await store.has(written)).toBe(true);
  });

  test('anew for another kind of machine, and for pictures that nobody wanted before', async () => {
    const order = orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) });
    await compute(order);
    await compute(order, computerOf('another processor'));
    await compute({ ...order, watch: [] });
    expect(computed).toBe(3);
  });

  test.each([true, false])('and tells of pictures between the steps only who wants them: %s', async (previews) => {
    const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8Array(4) };
    const own = engine;
    engine = {
      ...own,
      run(asked, signal, emit) {
        emit({ type: 'started', node: 'save' });
        emit({ type: 'progress', node: 'save', step: 1, of: 2, preview: picture });
        emit({ type: 'progress', node: 'save', step: 2, of: 2 });
        return own.run(asked, signal, emit);
      },
    };
    slot = computerOf('this machine');
    const order = await put(orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) }));
    const told: unknown[] = [];
    const job = queuedJob(order, '', NOBODY, { previews });
    await slot.compute(job, new AbortController().signal, ({ preview, at: place }) => told.push([place, preview]));
    const preview = previews ? { node: 'save', step: 1, picture } : undefined;
    expect(told).toContainEqual([{ node: 'save', steps: { step: 2, of: 2 } }, preview]);
  });

  test('and tells of no picture that is too large for the queue', async () => {
    const own = engine;
    const large = { width: 513, height: 512, frames: 1, rgba: new Uint8Array(513 * 512 * 4) };
    engine = {
      ...own,
      run(asked, signal, emit) {
        emit({ type: 'progress', node: 'save', step: 1, of: 2, preview: large });
        return own.run(asked, signal, emit);
      },
    };
    slot = computerOf('this machine');
    const order = await put(orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) }));
    const told: unknown[] = [];
    const job = queuedJob(order, '', NOBODY, { previews: true });
    await slot.compute(job, new AbortController().signal, ({ at: place, preview }) =>
      told.push([place?.steps, preview]),
    );
    expect(told).toContainEqual([{ step: 1, of: 2 }, undefined]);
  });

  test('and refuses what is no order, or not in the store', async () => {
    const refused = { code: 'refused-job' };
    await expect(compute('hello')).rejects.toMatchObject(refused);
    await expect(compute({ ...orderOf(), command: 'ls' })).rejects.toMatchObject(refused);
    await expect(compute(orderOf({ inputs: { 'a.png': '../../etc/passwd' } }))).rejects.toMatchObject({
      ...refused,
      message: 'The worker refused the job. Its order is malformed at inputs.a.png.',
    });
    const lost = slot.compute(queuedJob('0'.repeat(64), '', NOBODY), new AbortController().signal, () => {});
    await expect(lost).rejects.toMatchObject({ code: 'store-content' });
    expect(computed).toBe(0);
  });

  test.each(['', '.', './a.safetensors', 'a//b', 'a/', '../a', '/a', 'a\\b'])(
    'and refuses a model with a file called "%s"',
    async (file) => {
      const model = { role: 'vae', name: 'soft', files: { [file]: '0'.repeat(64) }, isWhole: true };
      await expect(compute({ ...orderOf(), models: [model] })).rejects.toMatchObject({ code: 'refused-job' });
      expect(computed).toBe(0);
    },
  );

  test('and refuses workflows that are broken, and nodes that it does not have', async () => {
    await expect(compute(orderOf({ workflow: '{' }))).rejects.toMatchObject({ code: 'invalid-workflow' });
    const unknown = serializeWorkflow(workflowOf({ shell: { type: 'run_command', parameters: { command: 'ls' } } }));
    await expect(compute(orderOf({ workflow: unknown, targets: ['shell'] }))).rejects.toMatchObject({
      place: { node: 'shell' },
      message: expect.stringContaining('run_command'),
    });
    await expect(compute(orderOf({ targets: ['nobody'] }))).rejects.toMatchObject({ code: 'no-target' });
    expect(computed).toBe(0);
  });

  test.each(['../escaped.png', '/tmp/escaped.png', 'a/../../escaped.png', 'a\\b.png', 'C:/escaped.png'])(
    'and writes no file that came with it outside its folder: %s',
    async (path) => {
      const hash = await store.put(readFileSync(picture));
      const order = orderOf({ inputs: { [path]: hash } });
      await expect(compute(order)).rejects.toMatchObject({ code: 'outside-folders' });
      expect(existsSync(at('escaped.png'))).toBe(false);
      expect(existsSync(at('scratch/escaped.png'))).toBe(false);
    },
  );

  test.each([
    ['the workspace of its user', 'secret.png', 'missing-file'],
    ['another folder', '../workspace/secret.png', 'outside-folders'],
    ['the whole disk', '/etc/hostname', 'outside-folders'],
  ])('and reads nothing of %s', async (_, path, code) => {
    copyFileSync(picture, at('workspace/secret.png'));
    await expect(compute(orderOf({ workflow: serializeWorkflow(saving(path)) }))).rejects.toMatchObject({ code });
  });

  test('and nothing that the job before it read or wrote', async () => {
    const hash = await store.put(readFileSync(picture));
    await compute(orderOf({ inputs: { 'own/a.png': hash } }));
    await expect(compute(orderOf())).rejects.toMatchObject({ code: 'missing-file' });
  });

  test('and takes no two files for one: the names may be the same on its disk', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((text) => store.put(new TextEncoder().encode(text))));
    const order = orderOf({ inputs: { 'own/a.png': one ?? '', 'own/./a.png': two ?? '' } });
    await expect(compute(order)).rejects.toMatchObject({
      code: 'refused-job',
      message: 'The worker refused the job. On this machine two of its files have the same name: "own/./a.png".',
    });
  });

  test('and keeps the pixels of a picture once, whichever node shows it', async () => {
    const order = orderOf({
      workflow: serializeWorkflow(saving('images/pictures/content-house.png')),
      watch: ['load', 'save'],
    });
    const { finished } = await getRecord(store, await compute(order));
    const [load, save] = await Promise.all(finished.map((each) => getShown(store, each.hash)));
    expect(load?.pictures).toEqual(save?.pictures);
    const pixels = load?.pictures?.[0]?.rgba.byteLength;
    const sizes = [...contentsOf(at('store/contents')).keys()].map(
      (name) => statSync(at(`store/contents/${name}`)).size,
    );
    expect(sizes.filter((size) => size === pixels)).toHaveLength(1);
  });

  test('and tells nothing of it when it is over: what is told then would be of the next', async () => {
    const failure = new ArcspaceError('invalid-value', 'No.', 'Do something.');
    const event: RunEvent = {
      type: 'finished',
      node: 'load',
      key: 'k',
      cached: false,
      milliseconds: 1,
      outputs: {},
      warnings: [],
      files: [],
    };
    engine = {
      ...engine,
      async run(_, __, emit) {
        emit(event);
        return { outcome: 'failed', executed: 1, cached: 0, problem: failure.toProblem() };
      },
    };
    const slow = {
      ...store,
      async put(content: Uint8Array) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return store.put(content);
      },
    };
    const order = await put(orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) }));
    slot = createComputer({ engine, store: slow, registry: nodeRegistry, scratch: at('scratch'), maker: 'slow' });
    const heard: string[] = [];
    const over = slot.compute(queuedJob(order, '', NOBODY), new AbortController().signal, () => heard.push('told'));
    await expect(over.finally(() => heard.push('over'))).rejects.toMatchObject({ message: 'No.' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual(['told', 'over']);
  });

  test('only with the very models that it was ordered with', async () => {
    const hashes = await engine.models.hashes({ role: 'model', name: 'starter' });
    const [file = ''] = Object.keys(hashes);
    const starter = { role: 'model', name: 'starter', files: hashes, isWhole: true } as const;
    const order = orderOf({ workflow: serializeWorkflow(saving('images/pictures/content-house.png')) });
    await compute({ ...order, models: [starter] });
    const changed = { ...starter, files: { ...hashes, [file]: '0'.repeat(64) } };
    await expect(compute({ ...order, models: [changed] })).rejects.toMatchObject({
      code: 'models-elsewhere',
      message: 'This worker does not have the model "starter" with the same files.',
    });
    // Of the files that a workflow remembers the worker may have more; of those that the sender has it may not.
    const fewer = { ...starter, files: { [file]: hashes[file] ?? '' } };
    await compute({ ...order, models: [{ ...fewer, isWhole: false }] });
    await expect(compute({ ...order, models: [fewer] })).rejects.toMatchObject({ code: 'models-elsewhere' });
    const other = { ...starter, name: 'big' };
    await expect(compute({ ...order, models: [other] })).rejects.toMatchObject({
      code: 'models-elsewhere',
      message: 'This worker does not have the model "big".',
    });
  });
});
