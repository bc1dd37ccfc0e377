import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedModel } from '../../diffusion/model.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { zeros } from '../../tensor/tensor.ts';
import { createHasher } from '../files/hasher.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { createModelStore } from './modelStore.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-broken-'));
const pool = realPool();
const store = createModelStore([folder], pool, createHasher());
afterAll(async () => {
  await pool.free();
  rmSync(folder, { recursive: true });
});

function filesOf(pipeline: string): string[] {
  return readdirSync(goldenModelPath(pipeline), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(goldenModelPath(pipeline), name)).isFile())
    .sort();
}

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

/** What can be wrong with a network beside: it is whole, and another part of another model, with other inputs and shapes. */
const swapped = (path: string) => {
  const other = path.includes('vae_') ? ['text_encoder'] : ['vae_decoder'];
  cpSync(goldenModelPath('sd15-tiny', ...other, 'model.onnx'), path);
};
const faultsOf = (file: string): typeof faults =>
  file.endsWith('.onnx') ? { ...faults, 'another network': swapped } : faults;

/** Files that a model can do without, and those that are not read where tokenizer.json is there. */
const dispensable = /config\.json$|tokenizer(_\d)?\/tokenizer\.json$|special_tokens_map\.json$/;
const notRead = /vocab\.json$|merges\.txt$/;

const t5Tokenizers: Readonly<Record<string, string>> = {
  'flux-tiny': 'tokenizer_2/tokenizer.json',
  'pixart-tiny': 'tokenizer/tokenizer.json',
};

function works(pipeline: string, file: string, fault: string): boolean {
  if (notRead.test(file)) return true;
  // T5 has no vocab.json to fall back on, and FLUX's config.json says that it is told the guidance.
  const t5Tokenizer = t5Tokenizers[pipeline] === file;
  return fault === 'missing' && dispensable.test(file) && !file.startsWith('scheduler') && !t5Tokenizer;
}

async function runAll({ denoiser, vae, textEncoder }: LoadedModel): Promise<void> {
  const positive = await textEncoder.encode('a cat');
  const { channels } = denoiser.space;
  const latents = zeros([1, channels, 8, 8]);
  const level = denoiser.training.levelAt(500);
  await denoiser.denoise(latents, level, 500, { positive, scale: 1 }, neverCancelled);
  await vae.decode(latents, neverCancelled);
  await vae.encode(zeros([1, 3, 64, 64]), neverCancelled);
}

describe.each(['sd15-tiny', 'lcm-tiny', 'sdxl-tiny', 'sd3-tiny', 'flux-tiny', 'pixart-tiny'])('of %s', (pipeline) => {
  const original = goldenModelPath(pipeline);
  const model = join(folder, 'tiny');
  beforeAll(() => cpSync(original, model, { recursive: true }));
  afterAll(() => rmSync(model, { recursive: true }));
  const cases = filesOf(pipeline).flatMap((file) => Object.keys(faultsOf(file)).map((fault) => [file, fault] as const));

  test.each(cases)(
    '%s, when it is %s: the model runs, or names the file with a remedy, and runs once it is repaired',
    async (file, fault) => {
      faultsOf(file)[fault]?.(join(model, file));
      const [listed] = await store.list();
      const thrown = await store
        .load('tiny')
        .then(runAll)
        .catch((problem: unknown) => problem);
      if (works(pipeline, file, fault)) expect(thrown).toBeUndefined();
      else {
        expect(thrown).toMatchObject({
          name: 'ArcspaceError',
          code: expect.stringMatching(/^(missing-model-file|broken-model|unsupported-model|unknown-model)$/),
          ...(fault === 'another network'
            ? { place: { file: join(model, file) } }
            : {
                message: expect.stringContaining(
                  file.startsWith('vae_encoder/model') && fault === 'missing' ? 'VAE encoder' : file,
                ),
              }),
          remedy: expect.stringMatching(/^[A-Z].*\.$/),
        });
        // That a network is another is seen once it is opened.
        const seenInList = fault !== 'another network' && !file.startsWith('vae_encoder/model');
        if (seenInList) expect(listed?.fault).toBe((thrown as Error).message);
      }
      rmSync(join(model, file), { recursive: true, force: true });
      cpSync(join(original, file), join(model, file));
      await expect(store.load('tiny').then(runAll)).resolves.toBeUndefined();
    },
  );
});
