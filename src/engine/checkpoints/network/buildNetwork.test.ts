import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import type { Adapter } from '../adapter.ts';
import { buildClipText } from '../architectures/clipText/buildClipText.ts';
import { buildUnet } from '../architectures/unet/buildUnet.ts';
import { buildVaeDecoder } from '../architectures/vae/buildVae.ts';
import { readFixture } from '../testing/fixture.ts';
import { expectAdapted, expectAnswers, strengthInputs, withSession } from '../testing/parity.ts';
import type { StoredTensor } from '../weights.ts';

const folder = temporaryFolder();
const clip = (at = folder.path) => readFixture('clip-sd1', at);
const someWeight = 'text_model.encoder.layers.1.mlp.fc1.weight';

/** The fixture with one weight changed, or without it. */
function changed(name: string, change: Partial<StoredTensor> | undefined) {
  const { weights, config } = clip();
  const tensors = new Map(weights);
  const tensor = tensors.get(name) ?? tensors.get(someWeight);
  if (change && tensor) tensors.set(name, { ...tensor, ...change });
  else tensors.delete(name);
  return () => buildClipText(tensors, config);
}

function adapters(change: (adapter: Adapter) => Adapter): () => void {
  const fixture = clip();
  return () => buildClipText(fixture.weights, fixture.config, { adapters: fixture.adapters.map(change) });
}

describe('a network is not built', () => {
  test('without one of its weights', () => {
    expect(changed(someWeight, undefined)).toThrow(
      'clip-sd1.safetensors lacks the weights "text_model.encoder.layers.1.mlp.fc1.weight".',
    );
  });

  test('from a weight of another shape', () => {
    expect(changed(someWeight, { shape: [32, 64] })).toThrow(
      '"text_model.encoder.layers.1.mlp.fc1.weight" in clip-sd1.safetensors have the shape [32, 64] where [64, 32] is needed',
    );
  });

  test('from weights that another program packed', () => {
    expect(changed(someWeight, { format: 'U8' })).toThrow(`"${someWeight}" are stored as U8`);
  });

  test('when there are weights that it would not read', () => {
    expect(changed('text_model.encoder.layers.3.mlp.fc1.weight', {})).toThrow(
      'clip-sd1.safetensors holds weights that its configuration does not speak of: text_model.encoder.layers.3.mlp.fc1.weight.',
    );
  });

  test('with a LoRA that changes layers of other networks', () => {
    const renamed = ({ modules, ...adapter }: Adapter) => ({
      ...adapter,
      modules: new Map([...modules].map(([name, module]) => [`other.${name}`, module])),
    });
    expect(adapters(renamed)).toThrow(
      'lora_0.safetensors changes layers that this model does not have: other.text_model.encoder.layers.0.self_attn.v_proj',
    );
  });

  test('with a LoRA for layers of another width', () => {
    const narrowed = ({ modules, ...adapter }: Adapter) => ({
      ...adapter,
      modules: new Map(
        [...modules].map(([name, { down, ...module }]) => [name, { ...module, down: { ...down, shape: [4, 16] } }]),
      ),
    });
    expect(adapters(narrowed)).toThrow(
      'lora_0.safetensors has the shape [4, 16] for "lora_0/text_model.encoder.layers.0',
    );
  });
});

test('a Linear may be stored as a convolution of 1 x 1, and positions among the weights do not count', () => {
  expect(changed(someWeight, { shape: [64, 32, 1, 1] })).not.toThrow();
  expect(changed('text_model.embeddings.position_ids', { format: 'I64', shape: [1, 77] })).not.toThrow();
});

test('its weights and its LoRAs may lie in several folders', async () => {
  const places = ['models', 'loras/new'].map((name) => join(folder.path, name));
  for (const place of places) mkdirSync(place, { recursive: true });
  const [models = '', loras = ''] = places;
  const { weights, config, calls, adapted } = clip(models);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  const network = buildClipText(weights, config, { adapters: clip(loras).adapters });
  expect(network.folder).toBe(folder.path);
  await expectAdapted(network, call, adapted);
});

describe.each([
  ['its weights converted when it opens', Number.MAX_SAFE_INTEGER],
  ['its weights converted as they are needed', 0],
])('with %s', (_, memory) => {
  test.each([
    ['clip-sd1', buildClipText, 'last_hidden_state'],
    ['unet-sd1', buildUnet, 'out_sample'],
  ] as const)('LoRAs at strength 0 leave the bytes of %s as they are', async (name, build, output) => {
    const { weights, config, adapters, calls } = readFixture(name, folder.path);
    const answer = (some: readonly Adapter[]) => {
      const feeds = { ...calls[0]?.inputs, ...strengthInputs([0, 0]) };
      return withSession(build(weights, config, { adapters: some }), (session) => session.run(feeds, output), memory);
    };
    const [plain, adapted] = [await answer([]), await answer(adapters)].map(({ data }) => Buffer.from(data.buffer));
    expect(adapted).toEqual(plain);
  });

  test('it says the same', async () => {
    const { weights, config, calls } = clip();
    await expectAnswers(buildClipText(weights, config), calls, memory);
  });
});

test('it knows how large its weights are in float32, LoRAs and those in float32 left out', () => {
  const { weights, config, adapters } = clip();
  const numbers = [...weights.values()].reduce((sum, { bytes }) => sum + bytes / 2, 0);
  expect(buildClipText(weights, config, { adapters }).convertedBytes).toBe(4 * numbers);
  const vae = readFixture('vae-no-attention', folder.path);
  expect(buildVaeDecoder(vae.weights, vae.config).convertedBytes).toBe(0);
});

test.each([
  ['clip-sd1', buildClipText],
  ['unet-sd1', buildUnet],
])('%s says the same with the operators that other providers have', async (name, build) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  const network = build(weights, config);
  await expectAnswers({ ...network, modelFor: () => network.modelFor('webgpu') }, calls);
});
