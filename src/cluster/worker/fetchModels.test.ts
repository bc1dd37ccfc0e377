import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
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
/** Files by their paths among what is fetched. */
const there = () => [...contentsOf(at('fetched')).keys()].sort();
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

const senderTo = (said: string[]) => createModelSender(store, user().models, signal, (message) => said.push(message));
const send = async ({ role, name }: OrderedModel) => senderTo([])({ role, name });
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
    const said: string[] = [];
    const sender = senderTo(said);
    await Promise.all([sender(model), sender(model), sender(model)]);
    await senderTo(said)(model);
    expect(puts).toBe(2);
    expect(said).toEqual(['The model "soft" is sent to the store.']);
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

  test.each([
    ['vae', 'soft', 'models/vae/soft/vae.safetensors', 'fetched/models/vae/soft'],
    ['lora', 'styles/ink', 'loras/styles/ink.safetensors', 'fetched/loras/styles/ink.safetensors'],
  ] as const)(
    'are never replaced when they were fetched with other files before, but refused with the place to delete: %s',
    async (role, name, file, place) => {
      const before = await ordered(role, name);
      await send(before);
      await fetched(before);
      folder.write(`own/${file}`, 'newer weights');
      const model = await ordered(role, name);
      await send(model);
      await expect(fetched(model)).rejects.toMatchObject({
        code: 'models-elsewhere',
        message: `This worker cannot fetch the model "${name}": there are other files in its place, at "${at(place)}".`,
      });
      expect(await hashesThere(model)).toEqual(before.files);
      rmSync(at(place), { recursive: true });
      expect(await fetched(model)).toEqual([name]);
      expect(await hashesThere(model)).toEqual(model.files);
    },
  );

  test('are refused where files of another ending have their name', async () => {
    folder.write('fetched/loras/styles/ink.gguf', 'other ink');
    const model = await ordered('lora', 'styles/ink');
    await send(model);
    await expect(fetched(model)).rejects.toMatchObject({ code: 'models-elsewhere' });
  });

  test('are fetched again when their files are gone, whatever was fetched before', async () => {
    const model = await ordered('vae', 'soft');
    await send(model);
    await fetched(model);
    rmSync(at('fetched/models'), { recursive: true });
    expect(await fetched(model)).toEqual(['soft']);
    expect(await hashesThere(model)).toEqual(model.files);
  });

  test('are fetched once when several want them at the same time', async () => {
    const model = await ordered('vae', 'soft');
    await send(model);
    let gets = 0;
    const own = store;
    store = {
      ...own,
      getFile(...asked) {
        gets++;
        return own.getFile(...asked);
      },
    };
    await Promise.all([fetched(model), fetched(model), fetched(model)]);
    expect(gets).toBe(2);
    expect(there()).toEqual(['models/vae/soft/config.json', 'models/vae/soft/vae.safetensors']);
  });

  test('keep what was placed when two of the same name and other files come at the same time', async () => {
    const one = await ordered('lora', 'styles/ink');
    await send(one);
    folder.write('own/loras/styles/ink.safetensors', 'other ink');
    const two = await ordered('lora', 'styles/ink');
    await send(two);
    const outcomes = await Promise.allSettled([fetched(one), fetched(two)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const won = outcomes[0].status === 'fulfilled' ? one : two;
    expect(await hashesThere(one)).toEqual(won.files);
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
    expect(readdirSync(at('fetched')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each(['../../out', '..', '.'])('named "%s" change nothing outside their folder', async (name) => {
    const model = { ...(await ordered('vae', 'soft')), name };
    await send(await ordered('vae', 'soft'));
    folder.write('fetched/vae/there.safetensors', 'there');
    await fetched(model).catch(() => undefined);
    expect(existsSync(at('fetched/vae/there.safetensors'))).toBe(true);
    expect(existsSync(at('out'))).toBe(false);
  });

  test.each([
    ['of another name', 'lora', 'x', ['other.safetensors']],
    ['of another name beside its own', 'lora', 'x', ['x.safetensors', 'other.safetensors']],
    ['of a longer name', 'lora', 'other', ['other.two.safetensors']],
    ['without a name', 'lora', 'x', ['']],
    ['that are a folder', 'vae', 'x', ['.', 'config.json']],
    ['in a folder of LoRAs', 'lora', 'x', ['config.json', 'other.safetensors']],
    ['of a model called as the folder of VAEs', 'model', 'vae', ['model_index.json', 'x.safetensors']],
    ['of a name that is written in another way', 'lora', './other', ['other.safetensors']],
  ] as const)('are not fetched with files %s', async (_, role, name, files) => {
    const hash = await store.put(new TextEncoder().encode('weights'));
    folder.write('fetched/loras/kept.safetensors', 'kept');
    const model = { role, name, files: Object.fromEntries(files.map((file) => [file, hash])), isWhole: true };
    expect(await fetched(model)).toEqual([]);
    expect(there()).toEqual(['loras/kept.safetensors']);
  });

  test('become no part of another model', async () => {
    const soft = await ordered('vae', 'soft');
    await send(soft);
    await fetched(soft);
    const hash = await store.put(new TextEncoder().encode('weights'));
    const inside = { role: 'vae', name: 'soft/b', files: { 'b.safetensors': hash }, isWhole: true } as const;
    await expect(fetched(inside)).rejects.toMatchObject({ code: 'models-elsewhere' });
    expect(await hashesThere(soft)).toEqual(soft.files);
  });
});
