import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { formats } from '../../../tensor/safetensorsHeader.ts';
import { sizeOf } from '../../../tensor/tensor.ts';
import { maxDifference } from '../../../tensor/testing/goldens.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { buildFluxTransformer } from '../architectures/flux/buildFluxTransformer.ts';
import { encodeNumbers } from '../testing/encodeNumbers.ts';
import { readFixture } from '../testing/fixture.ts';
import { madeUpWeight } from '../testing/madeUpWeights.ts';
import { withSession } from '../testing/parity.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { type EncodedTensor, writeEncoded } from '../testing/writeWeights.ts';
import type { WeightTable } from '../weights.ts';
import { readScales } from './readScales.ts';
import { readWeights } from './readWeights.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, `${name}.safetensors`);

/** What float8 makes of numbers: as they are stored, and the scale, by which the largest becomes 448. */
function toScaledFloat8(values: Float32Array) {
  const scale = Math.fround(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 448);
  const content = encodeNumbers(
    Float32Array.from(values, (value) => Math.max(-448, Math.min(448, value / scale))),
    'F8_E4M3',
  );
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const restored = Float32Array.from(content, (_, index) => formats.F8_E4M3.read(view, index) * scale);
  return { content, scale: encodeNumbers(Float32Array.of(scale), 'F32'), restored };
}

interface Naming {
  readonly scale: string;
  readonly others: (layer: string) => readonly EncodedTensor[];
  readonly marks: readonly EncodedTensor[];
}

const one = encodeNumbers(Float32Array.of(1), 'F32');
const older: Naming = {
  scale: 'scale_weight',
  others: (layer) => [{ name: `${layer}scale_input`, format: 'F32', shape: [], content: one }],
  marks: [{ name: 'scaled_fp8', format: 'F8_E4M3', shape: [2], content: Uint8Array.of(0, 0) }],
};
const newer: Naming = {
  scale: 'weight_scale',
  others: (layer) => [{ name: `${layer}input_scale`, format: 'F32', shape: [1], content: one }],
  marks: [],
};

/** The same made-up network twice: float8 with scales as ComfyUI keeps them, and the numbers that it stands for. */
function written({ scale: scaleName, others, marks }: Naming, weights: WeightTable) {
  const scaled: EncodedTensor[] = [...marks];
  const plain: EncodedTensor[] = [];
  let place = 0;
  for (const [name, { shape }] of weights) {
    const values = madeUpWeight(name, shape, place);
    place += sizeOf(shape);
    const isMatrix = shape.length === 2;
    const { content, scale, restored } = toScaledFloat8(values);
    plain.push({ name, format: 'F32', shape, content: encodeNumbers(isMatrix ? restored : values, 'F32') });
    if (!isMatrix) {
      scaled.push({ name, format: 'F32', shape, content: encodeNumbers(values, 'F32') });
      continue;
    }
    const layer = name.slice(0, -'weight'.length);
    scaled.push(
      { name, format: 'F8_E4M3', shape, content },
      { name: layer + scaleName, format: 'F32', shape: [], content: scale },
    );
    scaled.push(...others(layer));
  }
  writeEncoded(at('scaled'), scaled);
  return { scaled: at('scaled'), plain: writeEncoded(at('plain'), plain) };
}

describe.each([
  ['older', older],
  ['newer', newer],
])('float8 with scales as %s files of ComfyUI have it', (_, naming) => {
  it.each([
    ['when the network opens', Number.MAX_SAFE_INTEGER],
    ['as layers need them', 0],
  ])('is multiplied %s: the network says what that of the scaled numbers says', async (__, memory) => {
    const { weights, config, calls } = readFixture('flux-schnell', folder.path);
    const { scaled, plain } = written(naming, weights);
    const table = readScales(scaled, (await readWeights(scaled)).tensors);
    expect([...table.keys()].sort()).toEqual([...weights.keys()].sort());
    const answer = (own: WeightTable) =>
      withSession(
        buildFluxTransformer(own, config),
        (session) => session.run(calls[0]?.inputs ?? {}, 'out_hidden_states'),
        memory,
      );
    // The runtime fuses other layers where it converts as it goes.
    expect(maxDifference((await answer(table)).data, (await answer(plain)).data)).toBeLessThan(5e-6);
  });
});

test.each([
  ['several scales', { 'a.weight': [4, 4], 'a.weight_scale_2': [1] }, 'numbers with several scales'],
  ['a scale for each block', { 'a.weight': [4, 4], 'a.weight_scale': [2, 2] }, 'numbers with a scale for each block'],
  [
    'scaled numbers of another format',
    { 'a.weight': [4, 4], 'a.weight_scale': [1] },
    'scaled numbers of the format F16',
  ],
  ['bitsandbytes', { 'a.weight': [4, 4], 'a.weight.absmax': [1] }, 'from bitsandbytes'],
])('a file with %s is refused', async (_, tensors, what) => {
  const file = writeZeros(at('odd'), tensors);
  const { tensors: stored } = await readWeights(file);
  expect(() => readScales(file, stored)).toThrow(what);
});
