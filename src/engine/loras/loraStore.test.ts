import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHasher } from '../files/hasher.ts';
import { findPartFiles } from '../models/assembly/partFiles.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createLoraStore } from './loraStore.ts';

const folder = temporaryFolder();

const store = (...roots: readonly string[]) =>
  createLoraStore(
    roots.map((root) => join(folder.path, root)),
    createHasher(),
  );

const namesOf = async (...roots: readonly string[]) => [
  ...(
    await findPartFiles(
      roots.map((root) => join(folder.path, root)),
      'lora',
    )
  ).keys(),
];

describe('LoRAs', () => {
  it('lie in a folder of models or beside it, also in subfolders', async () => {
    folder.write('workspace/loras/ink.safetensors', 'a');
    folder.write('workspace/models/Lora/styles/rain.safetensors', 'b');
    folder.write('workspace/loras/readme.txt', 'c');
    folder.write('workspace/models/sd15.safetensors', 'd');
    expect(await namesOf('workspace/models')).toEqual(['styles/rain', 'ink']);
  });

  it('of the same name in two folders are one, the first', async () => {
    folder.write('first/loras/ink.safetensors', 'a');
    folder.write('second/loras/ink.safetensors', 'bc');
    const roots = ['first/models', 'second/models'];
    expect(await namesOf(...roots)).toEqual(['ink']);
    expect(await store(...roots).fileOf('ink')).toBe(join(folder.path, 'first/loras/ink.safetensors'));
  });

  it('are known by their content: a changed file is another LoRA', async () => {
    folder.write('loras/ink.safetensors', 'a');
    const before = await store('models').load('ink');
    expect(before).toEqual({ terms: [{ id: await store('models').fingerprint('ink'), name: 'ink', strength: 1 }] });
    folder.write('loras/ink.safetensors', 'other');
    expect((await store('models').load('ink')).terms[0]?.id).not.toBe(before.terms[0]?.id);
  });

  it('that are not there are named, with those that are', async () => {
    await expect(store('models').load('ink')).rejects.toMatchObject({
      message: 'There is no LoRA called "ink".',
      remedy: 'Put a .safetensors file into a folder called "loras" in the workspace.',
    });
    folder.write('loras/rain.safetensors', 'a');
    await expect(store('models').load('ink')).rejects.toMatchObject({ remedy: 'Choose one of these: rain.' });
    expect(await store('models').fileOf('rain.safetensors')).toBe(join(folder.path, 'loras/rain.safetensors'));
    await expect(store('models').load('')).rejects.toThrow('No LoRA is chosen.');
  });

  it('are not read where the file is another than the one that was loaded', async () => {
    folder.write('workspace/loras/ink.safetensors', 'a');
    const loras = store('workspace/models');
    const [term] = (await loras.load('ink')).terms;
    folder.write('workspace/loras/ink.safetensors', 'another');
    if (!term) throw new Error('it has no term');
    await expect(loras.read(term, new Map())).rejects.toMatchObject({ code: 'changed-files' });
  });
});
