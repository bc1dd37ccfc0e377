import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine/createEngine.ts';
import { contentsOf } from '../../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import { programFolder } from '../../host/programFolder.ts';
import { createModelSender } from '../client/sendModels.ts';
import type { OrderedModel } from '../order.ts';
import { openFolderStore } from '../store/folderStore.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import { fetchedModels, fetchModels } from './fetchModels.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder.path, path);
const { signal } = new AbortController();

let store: SharedStore;
let puts: number;

/** With models of its own in a folder of the test. */
const engineWith = (...modelFolders: string[]): Engine =>
  createEngine({ program: at('none'), workspace: at('workspace'), modelFolders, provider: 'cpu' });

const user = () => engineWith(at('own/models'));
const worker = () => engineWith(at('worker/models'), fetchedModels(at('fetched')));

const ordered = async (role: OrderedModel['role'], name: string): Promise<OrderedModel> => ({
  role,
  name,
  files: await user().models.hashes({ role, name }),
  isWhole: true,
});

async function fetched(model: OrderedModel): Promise<readonly string[]> {
  const told: string[] = [];
  const parts = { models: worker().models, store, folder: at('fetched'), tell: (name: string) => void told.push(name) };
  await fetchModels(parts, [model], signal);
  return told;
}

const send = async ({ role, name }: OrderedModel) => createModelSender(store, user().models, signal)({ role, name });
const hashesThere = ({ role, name }: OrderedModel) => worker().models.hashes({ role, name });

beforeEach(async () => {
  mkdirSync(at('store'));
  const own = await openFolderStore(at('store'));
  puts = 0;
  store = {
    ...own,
    putFile(...asked) {
      puts++;
      return own.putFile(...asked);
    },
  };
  folder.write('own/models/vae/soft/config.json', { name: 'soft' });
  folder.write('own/models/vae/soft/vae.safetensors', 'weights');
  folder.write('own/loras/styles/ink.safetensors', 'ink');
});

describe('models that a worker lacks', () => {
  test.each([
    ['vae', 'soft'],
    ['lora', 'styles/ink'],
  ] as const)('are fetched under the same name when they were sent: %s', async (role, name) => {
    const model = await ordered(role, name);
    await send(model);
    expect(await fetched(model)).toEqual([name]);
    expect(await hashesThere(model)).toEqual(model.files);
  });

  test('are whole folders of models too, and run', async () => {
    cpSync(join(programFolder(), 'models/starter'), at('own/models/mine'), { recursive: true });
    const model = await ordered('model', 'mine');
    await send(model);
    expect(await fetched(model)).toEqual(['mine']);
    expect(await hashesThere(model)).toEqual(model.files);
    expect((await worker().models.list()).map(({ name, fault }) => ({ name, fault }))).toEqual([
      { name: 'mine', fault: undefined },
    ]);
  });

  test('are sent and fetched once', async () => {
    const model = await ordered('vae', 'soft');
    const sender = createModelSender(store, user().models, signal);
    await Promise.all([sender(model), sender(model), sender(model)]);
    expect(puts).toBe(2);
    expect(await fetched(model)).toEqual(['soft']);
    expect(await fetched(model)).toEqual([]);
  });

  test('are not fetched where they were not sent, or where not all of their files are known', async () => {
    const model = await ordered('vae', 'soft');
    expect(await fetched(model)).toEqual([]);
    await send(model);
    expect(await fetched({ ...model, isWhole: false })).toEqual([]);
    expect(existsSync(at('fetched'))).toBe(false);
  });

  test('never take the place of one that the machine has by itself', async () => {
    folder.write('worker/loras/styles/ink.safetensors', 'other ink');
    const model = await ordered('lora', 'styles/ink');
    await send(model);
    expect(await fetched(model)).toEqual([]);
    expect(await hashesThere(model)).not.toEqual(model.files);
  });

  test('are replaced when they were fetched with other files before', async () => {
    const before = await ordered('vae', 'soft');
    await send(before);
    await fetched(before);
    folder.write('own/models/vae/soft/vae.safetensors', 'newer weights');
    const model = await ordered('vae', 'soft');
    await send(model);
    expect(await fetched(model)).toEqual(['soft']);
    expect(await hashesThere(model)).toEqual(model.files);
  });

  test('leave nothing half when the store loses them in the middle', async () => {
    const model = await ordered('vae', 'soft');
    await send(model);
    const [hash = ''] = Object.values(model.files).slice(-1);
    const own = store;
    store = {
      ...own,
      getFile: (asked, ...others) => {
        if (asked === hash) rmSync(join(at('store/contents'), hash.slice(0, 2), hash));
        return own.getFile(asked, ...others);
      },
    };
    await expect(fetched(model)).rejects.toMatchObject({ code: 'store-content' });
    expect(contentsOf(at('fetched'))).toEqual(new Map());
  });

  test.each(['../../out', '..', '.'])('named "%s" change nothing outside their folder', async (name) => {
    const model = { ...(await ordered('vae', 'soft')), name };
    await send(await ordered('vae', 'soft'));
    folder.write('fetched/vae/there.safetensors', 'there');
    await fetched(model).catch(() => undefined);
    expect(existsSync(at('fetched/vae/there.safetensors'))).toBe(true);
    expect(existsSync(at('out'))).toBe(false);
  });
});
