import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { TorchGenerator } from '../../tensor/random.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import { map, type Tensor, tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { findParts } from '../models/modelParts.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { writeDiffusersFolder } from './testing/diffusersFolder.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

type Networks = Readonly<Record<string, NetworkSource>>;

async function networksOf(path: string): Promise<Networks> {
  const { networks, vaeEncoder } = await findParts({ path });
  return { ...networks, ...(vaeEncoder && { vae_encoder: vaeEncoder }) };
}

describe.each(['sd15-tiny', 'lcm-tiny', 'sdxl-tiny', 'sd3-tiny', 'flux-tiny'])(
  'networks built over the weights of %s',
  (pipeline) => {
    test('say the same as those of the exporter, output by output', async () => {
      const weights = join(folder.path, pipeline);
      writeDiffusersFolder(goldenModelPath(pipeline), weights);
      const [exported, built] = [await networksOf(goldenModelPath(pipeline)), await networksOf(weights)];
      expect(Object.keys(built)).toEqual(Object.keys(exported));
      for (const part of Object.keys(built))
        await compare(part, exported[part] as NetworkSource, built[part] as NetworkSource);
    });
  },
);

async function compare(part: string, exported: NetworkSource, built: NetworkSource): Promise<void> {
  const feeds = feedsFor(part, await inputsOf(exported));
  const outputs = await outputsOf(exported);
  expect(await outputsOf(built), part).toEqual(expect.arrayContaining(outputs));
  for (const output of outputs) {
    const [wanted, given] = [await run(exported, feeds, output), await run(built, feeds, output)];
    const error = maxDifference(given.data, wanted.data) / Math.max(1, maxAbs(wanted.data));
    expect(given.shape, `${part} ${output}`).toEqual(wanted.shape);
    expect(error, `${part} ${output}`).toBeLessThan(1e-4);
  }
}

async function inputsOf(network: NetworkSource): Promise<Map<string, readonly (number | string)[]>> {
  return pool.use(network, async ({ inputs }) => new Map([...inputs].map(([name, { shape }]) => [name, shape])));
}

function outputsOf(network: NetworkSource): Promise<string[]> {
  return pool.use(network, async ({ outputs }) => [...outputs.keys()]);
}

function run(network: NetworkSource, feeds: Readonly<Record<string, Tensor>>, output: string): Promise<Tensor> {
  return pool.use(network, (session) => session.run(feeds, output));
}

/** Lengths of axes that vary: two items, as many tokens as CLIP reads, a picture that is not square. */
const lengths = [2, 77, 16, 24];

/** Where an axis that varies has a length of its own. */
const others: Readonly<Record<string, readonly number[]>> = {
  text_embeds: [2, 32],
  time_ids: [2, 6],
  timestep_cond: [2, 32],
  pooled_projections: [2, 64],
  img_ids: [77, 3],
  txt_ids: [77, 3],
};

/** Words in every vocabulary. */
const words = 200;

function feedsFor(part: string, inputs: ReadonlyMap<string, readonly (number | string)[]>): Record<string, Tensor> {
  const random = new TorchGenerator(7);
  const feeds = [...inputs].map(([name, declared]) => {
    const usual = name === 'sample' ? [2, part === 'vae_encoder' ? 3 : 4, 16, 24] : lengths;
    const shape = declared.map((length, axis) =>
      typeof length === 'number' ? length : ((others[name] ?? usual)[axis] as number),
    );
    const noise = tensor(random.randn([1, ...shape]).data, shape);
    if (name === 'input_ids') return [name, map(noise, (_, at) => (at * 37) % words)];
    if (name.endsWith('_ids') && name !== 'time_ids') return [name, map(noise, (_, at) => at % 7)];
    return [name, name === 'timestep' ? map(noise, () => 417.25) : noise];
  });
  return Object.fromEntries(feeds) as Record<string, Tensor>;
}
