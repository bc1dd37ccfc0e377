import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { decoderInput, scaledLatents } from '../../src/diffusion/vaeLatents.ts';
import type { Latents } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeSpace, fakeVae } from '../testing/fakeModel.ts';
import { noiseOf } from '../testing/values.ts';

interface Recording {
  readonly shape: number[];
  readonly first: number[];
  readonly second: number[];
  readonly cases: readonly { operation: string; factor: number; data: number[] }[];
}

const file = new URL('../../fixtures/neighbours/latents.json', import.meta.url);
const { shape, first, second, cases } = JSON.parse(readFileSync(file, 'utf8')) as Recording;

const tensorOf = (data: readonly number[]): Tensor => ({ data: Float32Array.from(data), shape });
const clean = (tensor: Tensor): Latents => ({ tensor, level: CLEAN, space: fakeSpace });

function farthest(tensor: Tensor, expected: readonly number[]): number {
  return Math.max(...expected.map((value, index) => Math.abs(value - (tensor.data[index] as number))));
}

async function computed(inputs: Record<string, unknown>, parameters: Record<string, unknown>): Promise<Latents> {
  return (await compute('latent_math', inputs, parameters)).latents as Latents;
}

describe('latent math', () => {
  it.each(cases)('$operation by $factor gives what torch recorded', async ({ operation, factor, data }) => {
    const inputs = { first: clean(tensorOf(first)), second: clean(tensorOf(second)) };
    const { tensor, level } = await computed(inputs, { operation, factor });
    expect(farthest(tensor, data)).toBeLessThan(1e-6);
    expect(level).toEqual(CLEAN);
  });

  it.each(cases)('$operation by $factor comes before the scaling of a VAE that is connected', async (recorded) => {
    const [a, b] = [first, second].map((each) => clean(scaledLatents(tensorOf(each), fakeVae)));
    const { tensor } = await computed({ first: a, second: b, vae: fakeVae }, recorded);
    expect(farthest(decoderInput(tensor, fakeVae), recorded.data)).toBeLessThan(1e-6);
  });

  it('goes item by item, and one item goes with all of a batch', async () => {
    const two = { data: Float32Array.from([...first, ...second]), shape: [2, ...shape.slice(1)] };
    const { tensor } = await computed(
      { first: clean(two), second: clean(tensorOf(second)) },
      { operation: 'subtract' },
    );
    expect(tensor.shape).toEqual(two.shape);
    expect([...tensor.data.slice(first.length)]).toEqual(second.map(() => 0));
  });

  it('asks for a second point where one is needed, and refuses noise', async () => {
    const one = clean(tensorOf(first));
    await expect(computed({ first: one }, { operation: 'add' })).rejects.toThrow('There is no second point to add.');
    await expect(computed({ first: noiseOf(1) }, { operation: 'multiply' })).rejects.toThrow('still carry noise');
  });
});
