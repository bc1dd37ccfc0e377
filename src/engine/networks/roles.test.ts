import { truncateSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Vae } from '../../diffusion/model.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { map, type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { onnxFile } from '../sessions/networkSource.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createPreview } from './preview.ts';
import { unetNetwork } from './unet.ts';
import { onnxVae } from './vae.ts';

interface FakeNetwork {
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly answer: Tensor;
}

/** A pool of one made-up network, which writes down what it is fed. */
function poolOf({ inputs, answer }: FakeNetwork, fed: Record<string, Tensor> = {}): SessionPool {
  const infos = Object.entries(inputs).map(([name, shape]): ValueInfo => ({ name, shape, type: 'float32' }));
  const session: Session = {
    file: 'model.onnx',
    inputs: new Map(infos.map((info) => [info.name, info])),
    outputs: new Map([['answer', { name: 'answer', shape: [], type: 'float32' }]]),
    async run(feeds) {
      Object.assign(fed, feeds);
      return answer;
    },
    runAll: async () => [answer],
    release: async () => undefined,
  };
  return {
    use: (_, work) => work(session),
    provider: async () => 'cpu',
    bytes: () => 0,
    forget: async () => undefined,
    free: async () => undefined,
  };
}

const [sample, hidden] = [zeros([2, 4, 8, 8]), zeros([2, 77, 32])];

describe('the inputs of a UNet are found by what they are', () => {
  test.each([
    ['a scalar', [], []],
    ['one for each item', ['n'], [2]],
    ['always one', [1], [1]],
  ])('with unusual names, and a timestep that is %s', async (_, declared, given) => {
    const fed: Record<string, Tensor> = {};
    const inputs = { text: ['b', 's', 32], x: ['b', 4, 'h', 'w'], t: declared };
    const answer = await unetNetwork(onnxFile('model.onnx'), poolOf({ inputs, answer: sample }, fed), 8).run(
      sample,
      250,
      {
        hidden,
      },
    );
    expect(answer).toBe(sample);
    expect(fed.x).toBe(sample);
    expect(fed.text).toBe(hidden);
    expect(fed.t?.shape).toEqual(given);
    expect(fed.t?.data.every((value) => value === 250)).toBe(true);
  });

  test('and one that asks for more is refused by name', async () => {
    const inputs = {
      sample: ['b', 4, 'h', 'w'],
      timestep: [],
      encoder_hidden_states: ['b', 's', 32],
      time_ids: ['b', 6],
    };
    const network = unetNetwork(onnxFile('model.onnx'), poolOf({ inputs, answer: sample }), 8);
    await expect(network.run(sample, 250, { hidden })).rejects.toThrow('asks for an input "time_ids"');
  });

  test('and of two that could be the latents, the second is one too many', async () => {
    const inputs = {
      a: ['b', 4, 'h', 'w'],
      b: ['b', 4, 'h', 'w'],
      timestep: [],
      encoder_hidden_states: ['b', 's', 32],
    };
    const network = unetNetwork(onnxFile('model.onnx'), poolOf({ inputs, answer: sample }), 8);
    await expect(network.run(sample, 250, { hidden })).rejects.toThrow('asks for an input "b"');
  });

  test('by their usual names first, where the ranks would say otherwise or are not declared', async () => {
    const fed: Record<string, Tensor> = {};
    const inputs = { timestep: ['b', 1], encoder_hidden_states: [], sample: [] };
    await unetNetwork(onnxFile('model.onnx'), poolOf({ inputs, answer: sample }, fed), 8).run(sample, 250, { hidden });
    expect(fed).toMatchObject({ sample, encoder_hidden_states: hidden, timestep: { shape: [2, 1] } });
  });

  test('and another network in its place is told from it', async () => {
    const network = unetNetwork(
      onnxFile('model.onnx'),
      poolOf({ inputs: { sample: ['b', 3, 'h', 'w'] }, answer: sample }),
      8,
    );
    await expect(network.run(sample, 250, { hidden })).rejects.toThrow(
      'The network has no input for timestep. Its inputs are sample.',
    );
  });
});

describe('a VAE encoder', () => {
  const space = { id: 'test', name: 'test', channels: 4, downscale: 8, multiple: 1 };
  const parts = {
    id: 'test',
    space,
    scale: 2,
    shift: 0.5,
    encoder: onnxFile('encoder.onnx'),
    decoder: onnxFile('decoder.onnx'),
  };

  test('of an old export gives an already drawn sample', async () => {
    const answer = tensor(new Float32Array(4 * 4).fill(3), [1, 4, 2, 2]);
    const vae = onnxVae(parts, poolOf({ inputs: { sample: ['b', 3, 'h', 'w'] }, answer }));
    expect(await vae.encode(zeros([1, 3, 16, 16]), neverCancelled)).toEqual({ kind: 'sample', sample: answer });
  });

  test('is given pictures in -1..1', async () => {
    const fed: Record<string, Tensor> = {};
    const vae = onnxVae(parts, poolOf({ inputs: { picture: ['b', 3, 'h', 'w'] }, answer: zeros([1, 8, 1, 1]) }, fed));
    await vae.encode(tensor(Float32Array.of(0, 0.5, 1), [1, 3, 1, 1]), neverCancelled);
    expect([...(fed.picture?.data ?? [])]).toEqual([-1, 0, 1]);
  });

  test('a preview undoes the scaling, decodes, and stays in range', async () => {
    const fed: Record<string, Tensor> = {};
    const answer = tensor(Float32Array.of(-3, 0, 3), [1, 3, 1, 1]);
    const vae = onnxVae(parts, poolOf({ inputs: { latent: ['b', 4, 'h', 'w'] }, answer }, fed));
    const preview = await createPreview(
      vae,
      onnxFile('decoder.onnx'),
    )(tensor(Float32Array.of(1, 2, 3, 4), [1, 4, 1, 1]));
    expect([...preview.data]).toEqual([0, 0.5, 1]);
    expect([...(fed.latent?.data ?? [])]).toEqual([1, 1.5, 2, 2.5]);
  });
});

describe('a preview by a decoder that is too large to run at each step', () => {
  const folder = temporaryFolder();
  const space = { id: 'test', name: 'test', channels: 4, downscale: 8, multiple: 1 };

  test('is fitted to small latents, or to those that are shown where it was exported for their size only', async () => {
    const sizes: (readonly number[])[] = [];
    const decode: Vae['decode'] = async (latents) => {
      const [, , height = 0, width = 0] = latents.shape;
      sizes.push([height, width]);
      if (height !== 32) throw new ArcspaceError('wrong-size', 'Only 128 × 256.', 'Work at 128 × 256.');
      return map(zeros([1, 3, height * 8, width * 8]), () => 0.5);
    };
    const file = folder.write('decoder/model.onnx', '');
    truncateSync(file, 17_000_000);
    const vae: Vae = { id: 'test', space, scale: 1, shift: 0, decode, encode: () => Promise.reject() };
    const preview = createPreview(vae, onnxFile(file));
    const picture = await preview(zeros([1, 4, 32, 16]));
    expect(picture.shape).toEqual([1, 3, 32, 16]);
    expect(picture.data[0]).toBeCloseTo(0.75, 3);
    await preview(zeros([1, 4, 32, 16]));
    expect(sizes).toEqual([
      [16, 16],
      [32, 16],
    ]);
  });
});
