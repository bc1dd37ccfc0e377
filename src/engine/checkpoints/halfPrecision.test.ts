import { describe, expect, test } from 'vitest';
import { maxAbs } from '../../tensor/reduce.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { readGraph } from '../onnx/readGraph.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { buildClipText } from './architectures/clipText/buildClipText.ts';
import type { Config } from './architectures/config.ts';
import { buildFluxTransformer } from './architectures/flux/buildFluxTransformer.ts';
import { buildPixartTransformer } from './architectures/pixart/buildPixartTransformer.ts';
import { buildSd3Transformer } from './architectures/sd3/buildSd3Transformer.ts';
import { buildT5Encoder } from './architectures/t5/buildT5Encoder.ts';
import { buildUnet } from './architectures/unet/buildUnet.ts';
import { buildVaeDecoder } from './architectures/vae/buildVae.ts';
import { halvesRevision } from './network/halves.ts';
import { readFixture } from './testing/fixture.ts';
import { strengthInputs, withSession } from './testing/parity.ts';
import type { WeightTable } from './weights.ts';

const folder = temporaryFolder();

/** Of the peak: 11 bits a number, and some dozens of layers. Without LoRAs it is a fifth of that. */
const tolerance = 1e-2;

const projected = (weights: WeightTable, config: Config) => buildClipText(weights, config, { projection: true });

describe.each(['cuda', 'dml'] as const)('networks for %s compute in float16, and say nearly the same', (provider) => {
  test.each([
    ...['unet-sd1', 'unet-sd2', 'unet-sdxl', 'unet-lcm', 'unet-refiner', 'unet-ssd', 'unet-inpainting'].map(
      (name) => [name, buildUnet] as const,
    ),
    ...['clip-sd1', 'clip-sd2'].map((name) => [name, buildClipText] as const),
    ['clip-sdxl-2', projected] as const,
    ...['sd3', 'sd3.5'].map((name) => [name, buildSd3Transformer] as const),
    ...['flux-dev', 'flux-schnell'].map((name) => [name, buildFluxTransformer] as const),
    ...['t5-gated', 't5-relu'].map((name) => [name, buildT5Encoder] as const),
    ...['pixart', 'pixart-large'].map((name) => [name, buildPixartTransformer] as const),
  ])('%s', async (name, build) => {
    const { weights, config, calls } = readFixture(name, folder.path);
    const network = build(weights, config);
    const halved = { ...network, modelFor: () => network.modelFor(provider) };
    await withSession(halved, async (session) => {
      for (const { inputs, outputs } of calls) {
        const names = [...session.outputs.keys()].filter((output) => output in outputs);
        for (const [i, answer] of (await session.runAll(inputs, names)).entries()) {
          const recorded = outputs[names[i] ?? ''] as Tensor;
          const error = maxDifference(answer.data, recorded.data) / maxAbs(recorded.data);
          if (process.env.SHOW_ERRORS) console.log(name, names[i], error.toExponential(1));
          expect(error, names[i]).toBeLessThan(tolerance);
        }
      }
    });
  });

  test('with LoRAs as well', async () => {
    const { weights, config, calls, adapters, adapted } = readFixture('unet-sd1', folder.path);
    const network = buildUnet(weights, config, { adapters });
    await withSession({ ...network, modelFor: () => network.modelFor(provider) }, async (session) => {
      for (const { strengths, outputs } of adapted) {
        const recorded = outputs.out_sample as Tensor;
        const answer = await session.run({ ...calls[0]?.inputs, ...strengthInputs(strengths) }, 'out_sample');
        expect(maxDifference(answer.data, recorded.data) / maxAbs(recorded.data)).toBeLessThan(tolerance);
      }
    });
  });
});

test('which networks compute in float16 is what the revision in the keys of results says: another list is another revision', () => {
  const builds = {
    'unet-sd1': buildUnet,
    'clip-sd1': buildClipText,
    sd3: buildSd3Transformer,
    'flux-dev': buildFluxTransformer,
    't5-gated': buildT5Encoder,
    pixart: buildPixartTransformer,
    vae: buildVaeDecoder,
  };
  const halved = Object.entries(builds).flatMap(([name, build]) => {
    const { weights, config } = readFixture(name, folder.path);
    const { modelFor } = build(weights, config);
    return Buffer.from(modelFor('cuda')).equals(Buffer.from(modelFor('cpu'))) ? [] : [name];
  });
  const listed = { 1: ['unet-sd1', 'clip-sd1', 'sd3', 'flux-dev', 't5-gated', 'pixart'] };
  expect({ [halvesRevision]: halved }).toEqual(listed);
});

test('the layers of T5 are added up in float32: those of the large one go beyond float16', () => {
  const { weights, config } = readFixture('t5-gated', folder.path);
  const network = buildT5Encoder(weights, config);
  const isPlus = ({ operator }: { readonly operator: string }) => operator === 'Add';
  const sums = readGraph(network.modelFor('cuda')).nodes.filter(isPlus);
  expect(sums.length).toBeGreaterThanOrEqual(2 * Number(config.num_layers));
  expect(sums.flatMap(({ inputs }) => inputs).filter((name) => name.endsWith('/half'))).toEqual([]);
});

test('the autoencoder keeps float32: that of Stable Diffusion XL goes beyond float16', () => {
  const { weights, config } = readFixture('vae', folder.path);
  const network = buildVaeDecoder(weights, config);
  expect(readGraph(network.modelFor('cuda')).nodes.length).toBe(readGraph(network.modelFor('cpu')).nodes.length);
  expect(Buffer.from(network.modelFor('cuda')).equals(Buffer.from(network.modelFor('cpu')))).toBe(true);
});
