import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { buildUnet } from '../checkpoints/architectures/unet/buildUnet.ts';
import { buildVaeDecoder } from '../checkpoints/architectures/vae/buildVae.ts';
import type { BuiltNetwork } from '../checkpoints/builtNetwork.ts';
import { readFixture } from '../checkpoints/testing/fixture.ts';
import { expectAdapted, expectAnswers } from '../checkpoints/testing/parity.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openBuilt } from './openBuilt.ts';

const folder = temporaryFolder();
const create = vi.spyOn(InferenceSession, 'create');
afterEach(() => create.mockClear());

/** As one whose weights are too many for one stretch. */
function cut(network: BuiltNetwork, bytes: number): BuiltNetwork {
  return { ...network, stretchesFor: (provider) => network.stretchesFor(provider, bytes) };
}

describe('a network that is opened in stretches says what it says as one', () => {
  test.each([
    ['unet-sd1', buildUnet, 60_000],
    ['unet-sd2', buildUnet, 30_000],
    ['unet-sdxl', buildUnet, 60_000],
    ['unet-lcm', buildUnet, 100_000],
    ['unet-inpainting', buildUnet, 60_000],
    ['vae', buildVaeDecoder, 30_000],
  ])('%s', async (name, build, bytes) => {
    const { weights, config, calls } = readFixture(name, folder.path);
    const network = cut(build(weights, config), bytes);
    const decoded = name === 'vae' ? calls.filter(({ inputs }) => 'latent_sample' in inputs) : calls;
    await expectAnswers(network, decoded);
    expect(create.mock.calls.length).toBeGreaterThan(2);
  });

  test('with LoRAs, whose strengths are still inputs', async () => {
    const { weights, config, calls, adapters, adapted } = readFixture('unet-sd1', folder.path);
    const network = cut(buildUnet(weights, config, { adapters }), 60_000);
    await expectAdapted(network, calls[0] as (typeof calls)[0], adapted);
    expect(create.mock.calls.length).toBeGreaterThan(2);
  });
});

test('it declares what it reads and says as one does', async () => {
  const { weights, config } = readFixture('unet-sdxl', folder.path);
  const network = buildUnet(weights, config);
  const whole = await openBuilt(network, sessionOptions('cpu'));
  const inStretches = await openBuilt(cut(network, 60_000), sessionOptions('cpu'));
  expect([...inStretches.inputs.keys()].sort()).toEqual([...whole.inputs.keys()].sort());
  expect([...inStretches.outputs.keys()]).toEqual([...whole.outputs.keys()]);
  for (const session of [whole, inStretches]) await session.release();
});

test('a small network is one session, and so is one of any size on a card', () => {
  const { weights, config } = readFixture('unet-sd1', folder.path);
  const network = buildUnet(weights, config);
  expect(network.stretchesFor('cpu')).toHaveLength(1);
  expect(network.stretchesFor('cuda', 10_000)).toHaveLength(1);
  expect(network.stretchesFor('cpu', 60_000).length).toBeGreaterThan(2);
});

test('nothing stays open where a stretch cannot be opened', async () => {
  const { weights, config } = readFixture('unet-sd1', folder.path);
  const network = buildUnet(weights, config);
  const stretches = network.stretchesFor('cpu', 60_000);
  const broken = () => {
    throw new Error('Failed to allocate memory');
  };
  const lacking = stretches.map((stretch, i) => (i < 2 ? stretch : { ...stretch, part: broken }));
  const failed = openBuilt({ ...network, stretchesFor: () => lacking }, sessionOptions('cpu'));
  await expect(failed).rejects.toThrow('memory');
  const opened = await Promise.all(create.mock.results.map(({ value }) => value as Promise<InferenceSession>));
  expect(opened).toHaveLength(2);
  for (const session of opened) await expect(session.release()).rejects.toThrow('disposed');
});
