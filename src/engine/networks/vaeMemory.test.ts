import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Vae } from '../../diffusion/model.ts';
import { initialNoise } from '../../diffusion/stepNoise.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { onnxFile } from '../sessions/networkSource.ts';
import { outOfMemory } from '../sessions/outOfMemory.ts';
import { createSessionPool, onProcessor } from '../sessions/sessionPool.ts';
import { changeNetwork } from '../testing/changeNetwork.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { onnxVae } from './vae.ts';

const folder = temporaryFolder();
const enough = realPool();
afterAll(() => enough.free());

/** Where there is no memory for whole networks with an input of more numbers. */
function poolWithRoomFor(numbers: number) {
  return createSessionPool(async (network) => {
    const session = await network.open(sessionOptions('cpu'));
    const refuse = (feeds: Readonly<Record<string, Tensor>>) => {
      const largest = Math.max(...Object.values(feeds).map(({ data }) => data.length));
      if (largest > numbers && !network.key.includes('#part'))
        throw outOfMemory(network.file, `Failed to allocate ${largest} numbers`);
    };
    return {
      ...session,
      async run(feeds, output) {
        refuse(feeds);
        return session.run(feeds, output);
      },
    };
  }, onProcessor(Number.POSITIVE_INFINITY));
}

const tiny = (part: string) => goldenModelPath('sd15-tiny', part, 'model.onnx');

function vaeOf(pool = enough, decoder = tiny('vae_decoder'), encoder = tiny('vae_encoder')): Vae {
  const space = { id: 'tiny', name: 'tiny', channels: 4, downscale: 8, multiple: 1 };
  return onnxVae(
    { id: 'tiny', space, scale: 1, shift: 0, decoder: onnxFile(decoder), encoder: onnxFile(encoder) },
    pool,
  );
}

/** Another input keeps a network from being taken apart. */
function whole(part: string, input: string): string {
  const file = join(folder.path, `${part}.onnx`);
  copyFileSync(tiny(part), file);
  changeNetwork(file, (graph) => graph.addNode('Shape', [input], 'shape of it'));
  changeNetwork(file, (graph) => graph.addOutput('shape of it', 'int64', [4]));
  return file;
}

const latents = () => initialNoise(5, [1, 4, 64, 72]);

describe('where there is no memory for a picture', () => {
  test('it is decoded in bands, with the same numbers', async () => {
    const exact = await vaeOf().decode(latents(), neverCancelled);
    const warnings: string[] = [];
    const banded = await vaeOf(poolWithRoomFor(4 * 64 * 72 - 1)).decode(latents(), neverCancelled, {
      makeshift: (message) => warnings.push(message),
    });
    expect(maxDifference(banded.data, exact.data)).toBeLessThan(1e-3);
    expect(warnings).toEqual([]);
  });

  test('a network that cannot be taken apart goes in tiles, and says so', async () => {
    const [decoder, encoder] = [whole('vae_decoder', 'latent_sample'), whole('vae_encoder', 'sample')];
    const vae = vaeOf(poolWithRoomFor(48 * 48 * 4), decoder, encoder);
    const warnings: string[] = [];
    const tiled = await vae.decode(latents(), neverCancelled, { makeshift: (message) => warnings.push(message) });
    const exact = await vaeOf().decode(latents(), neverCancelled);
    expect(tiled.shape).toEqual([1, 3, 512, 576]);
    expect(meanDifference(tiled, exact)).toBeLessThan(0.05);
    expect(warnings).toEqual([expect.stringMatching(/^There was not enough memory for the whole picture.*tiles/)]);
  });

  test('an error says what would help when there is none for a tile either', async () => {
    const vae = vaeOf(poolWithRoomFor(100), whole('vae_decoder', 'latent_sample'));
    await expect(vae.decode(latents(), neverCancelled)).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/^There is not enough memory for .*vae_decoder\.onnx: Failed to allocate/),
      remedy: expect.stringContaining('Make smaller pictures'),
    });
  });

  test('a picture is encoded in bands or tiles as well', async () => {
    const image = { ...initialNoise(2, [1, 3, 512, 448]) };
    const exact = await vaeOf().encode(image, neverCancelled);
    const banded = await vaeOf(poolWithRoomFor(3 * 512 * 448 - 1)).encode(image, neverCancelled);
    if (exact.kind !== 'moments' || banded.kind !== 'moments') throw new Error('a sample');
    expect(maxDifference(banded.mean.data, exact.mean.data)).toBeLessThan(1e-3);
    const encoder = whole('vae_encoder', 'sample');
    const tiled = await vaeOf(poolWithRoomFor(3 * 384 * 384), undefined, encoder).encode(image, neverCancelled);
    if (tiled.kind !== 'moments') throw new Error('a sample');
    expect(tiled.mean.shape).toEqual([1, 4, 64, 56]);
    expect(meanDifference(tiled.mean, exact.mean)).toBeLessThan(0.2);
  });

  test('a network of one size is not asked for another', async () => {
    const fixed = join(folder.path, 'fixed.onnx');
    copyFileSync(tiny('vae_decoder'), fixed);
    changeNetwork(fixed, (graph) => graph.declareInput('latent_sample', 'float32', ['batch', 4, 64, 72]));
    await expect(vaeOf(poolWithRoomFor(1000), fixed).decode(latents(), neverCancelled)).rejects.toMatchObject({
      code: 'out-of-memory',
    });
  });
});

function meanDifference(one: Tensor, other: Tensor): number {
  return one.data.reduce((sum, value, i) => sum + Math.abs(value - (other.data[i] ?? 0)), 0) / one.data.length;
}
