import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maxAbs } from '../../../tensor/reduce.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { maxDifference } from '../../../tensor/testing/goldens.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { buildFluxTransformer } from '../architectures/flux/buildFluxTransformer.ts';
import { buildT5Encoder } from '../architectures/t5/buildT5Encoder.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import { networkIn } from '../singleFile/networkLayouts.ts';
import { type Fixture, readFixture } from '../testing/fixture.ts';
import { withSession } from '../testing/parity.ts';
import { type GgufEntry, writeGguf } from '../testing/writeGguf.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';

const folder = temporaryFolder();
const plainTypes: Readonly<Record<string, number>> = { F32: 0, F16: 1, BF16: 30 };
const [eightBits, blockSize] = [8, 32];

/** A fixture's weights in a GGUF file, matrices of whole blocks in Q8_0 of numbers that 8 bits hold. */
async function inGguf({ weights }: Fixture, called: (name: string) => string = (name) => name): Promise<WeightTable> {
  const entries = [...weights].map(([name, tensor]) => entryOf(called(name), tensor));
  const file = writeGguf(join(folder.path, 'model.gguf'), entries);
  const { tensors } = await readWeights(file);
  return networkIn(tensors)?.tensors ?? tensors;
}

function entryOf(name: string, { file, offset, bytes, format, shape }: StoredTensor): GgufEntry {
  const content = new Uint8Array(readFileSync(file).subarray(offset, offset + bytes));
  return { name, type: plainTypes[format] ?? 0, shape, content };
}

/** The same table with matrices in blocks, and in float16 with the numbers of those blocks. */
async function inBlocks({ weights }: Fixture): Promise<{ readonly packed: WeightTable; readonly plain: WeightTable }> {
  const isPacked = (shape: readonly number[]) => shape.length === 2 && (shape[1] ?? 0) % blockSize === 0;
  const entries = [...weights].map(([name, tensor]) => ({ entry: entryOf(name, tensor), tensor }));
  const rounded = entries.map(({ entry, tensor }) =>
    isPacked(tensor.shape) ? blocksOf(entry) : { packed: entry, plain: entry },
  );
  expect(rounded.filter(({ packed }) => packed.type === eightBits).length).toBeGreaterThan(3);
  const read = async (name: string, which: 'packed' | 'plain') =>
    (
      await readWeights(
        writeGguf(
          join(folder.path, name),
          rounded.map((each) => each[which]),
        ),
      )
    ).tensors;
  return { packed: await read('packed.gguf', 'packed'), plain: await read('plain.gguf', 'plain') };
}

/** Blocks whose scale is a power of two, so that float16 holds their numbers as they are. */
function blocksOf({ name, shape }: GgufEntry): { readonly packed: GgufEntry; readonly plain: GgufEntry } {
  const count = shape.reduce((product, length) => product * length, 1);
  const packed = new Uint8Array((count / blockSize) * 34);
  const plain = new DataView(new ArrayBuffer(4 * count));
  for (let i = 0; i < count; i++) {
    const at = Math.floor(i / blockSize) * 34;
    // 2^-9 as float16.
    packed.set([0x00, 0x18], at);
    const number = ((i * 37 + name.length * 11) % 61) - 30;
    packed[at + 2 + (i % blockSize)] = number & 255;
    plain.setFloat32(4 * i, number * 2 ** -9, true);
  }
  const entry = { name, shape };
  return {
    packed: { ...entry, type: eightBits, content: packed },
    plain: { ...entry, type: 0, content: new Uint8Array(plain.buffer) },
  };
}

type Built = Parameters<typeof withSession>[0];

async function answers(network: Built, { calls }: Fixture): Promise<readonly Tensor[]> {
  const [call] = calls;
  return withSession(network, (session) => session.runAll(call?.inputs ?? {}, Object.keys(call?.outputs ?? {})));
}

function expectEqual(found: readonly Tensor[], wanted: readonly Tensor[]): void {
  for (const [i, { data }] of wanted.entries())
    expect(maxDifference(found[i]?.data ?? new Float32Array(), data) / maxAbs(data)).toBeLessThan(1e-5);
}

const llama: readonly (readonly [from: RegExp, to: string])[] = [
  [/^shared\./, 'token_embd.'],
  [/^encoder\.final_layer_norm\./, 'enc.output_norm.'],
  [/^encoder\.block\./, 'enc.blk.'],
  [/layer\.0\.layer_norm/, 'attn_norm'],
  [/layer\.0\.SelfAttention\.relative_attention_bias/, 'attn_rel_b'],
  [/layer\.0\.SelfAttention\.([qkvo])/, 'attn_$1'],
  [/layer\.1\.layer_norm/, 'ffn_norm'],
  [/layer\.1\.DenseReluDense\.wi_0/, 'ffn_gate'],
  [/layer\.1\.DenseReluDense\.wi_1/, 'ffn_up'],
  [/layer\.1\.DenseReluDense\.wo/, 'ffn_down'],
];

describe('a network in a GGUF file', () => {
  test('says the same as in a .safetensors file: FLUX', async () => {
    const fixture = readFixture('flux-dev', folder.path);
    const found = await answers(buildFluxTransformer(await inGguf(fixture), fixture.config), fixture);
    expectEqual(found, Object.values(fixture.calls[0]?.outputs ?? {}));
  });

  test('says the same by the names of llama.cpp: T5', async () => {
    const fixture = readFixture('t5-gated', folder.path);
    const weights = await inGguf(fixture, (name) => llama.reduce((text, [from, to]) => text.replace(from, to), name));
    const found = await answers(buildT5Encoder(weights, fixture.config), fixture);
    expectEqual(found, Object.values(fixture.calls[0]?.outputs ?? {}));
  });

  test.each([
    ['flux-dev', buildFluxTransformer],
    ['t5-gated', buildT5Encoder],
  ])('computes with the numbers of its blocks: %s', async (name, build) => {
    const fixture = readFixture(name, folder.path);
    const { packed, plain } = await inBlocks(fixture);
    const wanted = await answers(build(plain, fixture.config), fixture);
    expectEqual(await answers(build(packed, fixture.config), fixture), wanted);
  });
});
