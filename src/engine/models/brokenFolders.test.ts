import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadedModel } from '../../diffusion/model.ts';
import { variancePreserving } from '../../diffusion/noiseLevel.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { zeros } from '../../tensor/tensor.ts';
import { createHasher } from '../files/hasher.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { createModelStore } from './modelStore.ts';

const original = goldenModelPath('sd15-tiny');
const folder = mkdtempSync(join(tmpdir(), 'arcspace-broken-'));
const model = join(folder, 'tiny');
const pool = realPool();
const store = createModelStore([folder], pool, createHasher());
beforeAll(() => cpSync(original, model, { recursive: true }));
afterAll(async () => {
  await pool.free();
  rmSync(folder, { recursive: true });
});

const files = readdirSync(original, { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(join(original, name)).isFile())
  .sort();

const faults: Readonly<Record<string, (path: string) => void>> = {
  missing: (path) => rmSync(path),
  empty: (path) => truncateSync(path),
  cut: (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
  'of another type': (path) => writeFileSync(path, '["something else"]'),
};

/** Files that a model can do without, and those that are not read where tokenizer.json is there. */
const dispensable = /config\.json$|tokenizer\.json$|special_tokens_map\.json$/;
const notRead = /vocab\.json$|merges\.txt$/;

function works(file: string, fault: string): boolean {
  return notRead.test(file) || (fault === 'missing' && dispensable.test(file) && !file.startsWith('scheduler'));
}

async function runAll({ denoiser, vae, textEncoder }: LoadedModel): Promise<void> {
  const positive = await textEncoder.encode('a cat');
  await denoiser.denoise(zeros([1, 4, 8, 8]), variancePreserving(2), 500, { positive, scale: 1 }, neverCancelled);
  await vae.decode(zeros([1, 4, 8, 8]), neverCancelled);
  await vae.encode(zeros([1, 3, 64, 64]), neverCancelled);
}

const cases = files.flatMap((file) => Object.keys(faults).map((fault) => [file, fault] as const));

test.each(cases)(
  '%s, when it is %s: the model runs, or names the file with a remedy, and runs once it is repaired',
  async (file, fault) => {
    faults[fault]?.(join(model, file));
    const [listed] = await store.list();
    const thrown = await store
      .load('tiny')
      .then(runAll)
      .catch((problem: unknown) => problem);
    if (works(file, fault)) expect(thrown).toBeUndefined();
    else {
      expect(thrown).toMatchObject({
        name: 'ArcspaceError',
        code: expect.stringMatching(/^(missing-model-file|broken-model|unsupported-model|unknown-model)$/),
        message: expect.stringContaining(
          file.startsWith('vae_encoder/model') && fault === 'missing' ? 'VAE encoder' : file,
        ),
        remedy: expect.stringMatching(/^[A-Z].*\.$/),
      });
      if (!file.startsWith('vae_encoder/model')) expect(listed?.fault).toBe((thrown as Error).message);
    }
    rmSync(join(model, file), { recursive: true, force: true });
    cpSync(join(original, file), join(model, file));
    await expect(store.load('tiny').then(runAll)).resolves.toBeUndefined();
  },
);
