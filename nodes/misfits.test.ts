import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../src/diffusion/conditioning.ts';
import { variancePreserving } from '../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../src/graph/problem.ts';
import type { Direction, Latents, PortType } from '../src/graph/values.ts';
import { map, zeros } from '../src/tensor/tensor.ts';
import { nodeRegistry } from './index.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { clipsOf } from './testing/fakeClipVae.ts';
import { fakeContext } from './testing/fakeContext.ts';
import { fakeDenoiser, fakeFlowDenoiser, fakeVae, otherSpace } from './testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf, picturesOf, setOf } from './testing/values.ts';
import { filesOfDefaults, wiresFor } from './testing/wires.ts';

const { inpainting: _, ...plainDenoiser } = fakeDenoiser;
const half = variancePreserving(1);
const zeroDirection = (direction: Direction): Direction => {
  const tensor = map(direction.tensor, () => 0);
  return { ...direction, tensor, raw: tensor, rawNorm: 0 };
};
const latents: Latents[] = [
  { ...latentsOf(1), space: otherSpace },
  noiseOf(1),
  noiseOf(1, 3),
  { ...noiseOf(1), space: otherSpace },
  { ...noiseOf(1), tensor: latentsOf(1, undefined, [1, 4, 3, 2]).tensor },
  latentsOf(1, half),
  latentsOf(1, undefined, [3, 4, 2, 2]),
  latentsOf(1, undefined, [1, 4, 3, 2]),
  { ...latentsOf(1), tensor: zeros([1, 4, 2, 2]) },
  { ...latentsOf(1), tensor: map(latentsOf(1).tensor, (value) => 2 * value) },
  clipsOf(1),
];
const numbers = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 0.5, 3, 1e6];

/** What a wire may bring that fits its port and perhaps not the others. */
const odd: { readonly [type in PortType]?: readonly unknown[] } = {
  latents,
  direction: [
    { ...directionOf(1), space: otherSpace },
    zeroDirection(directionOf(1)),
    { ...directionOf(1), tensor: zeros([1, 4, 3, 2]), raw: zeros([1, 4, 3, 2]), rawNorm: 0 },
  ],
  model: [{ ...fakeDenoiser, space: otherSpace }, fakeFlowDenoiser, plainDenoiser],
  vae: [{ ...fakeVae, space: otherSpace }],
  conditioning: [{ prompt: 'of another', encoder: 'another encoder', tensors: {} } satisfies Conditioning],
  image: [picturesOf([0.5], 7, 5), picturesOf([0.1, 0.2, 0.3, 0.4]), picturesOf([0.5])],
  image_set: [setOf(picturesOf([0.5])), { count: 1, read: async () => picturesOf([0.5]) }],
  number: numbers,
  numbers: [[1, 2], ...numbers.map((value) => [value])],
  text: ['', 'a\nb', 'x'.repeat(300)],
};

/** The same points as at the other inputs, and those opposite to them. */
function related(wires: Readonly<Record<string, unknown>>): Latents[] {
  const points = Object.values(wires).flat() as Partial<Latents>[];
  return points.flatMap(({ tensor, level, space }) => {
    if (!tensor || !level || !space) return [];
    const opposite = map(tensor, (value) => -value);
    return [
      { tensor, level, space },
      { tensor: opposite, level, space },
    ];
  });
}

/** Everything that can be wired at one input of a node, while the others are as usual. */
function misfitsOf(type: string): { readonly name: string; readonly wires: Record<string, unknown> }[] {
  const usual = wiresFor(type);
  return Object.entries(nodeOf(type).inputs).flatMap(([name, port]) => {
    const { [name]: own, ...others } = usual;
    const values = [...(odd[port.type] ?? []), ...(port.type === 'latents' ? related(usual) : [])];
    return values.map((value, index) => ({
      name: `${name}, odd value ${index + 1}`,
      wires: { ...others, [name]: port.options.repeat ? [value, ...((own as unknown[]) ?? []).slice(1)] : value },
    }));
  });
}

describe.each([...nodeRegistry.keys()])('%s', (type) => {
  it('computes whatever is wired, or says what does not fit, where, and what to do', async () => {
    for (const { name, wires } of misfitsOf(type)) {
      // compute() expects each answer and each refusal to be whole.
      await compute(type, wires, {}, fakeContext(filesOfDefaults)).catch((error: unknown) => {
        expect(error, `${name}: ${String(error)}`).toBeInstanceOf(ArcspaceError);
      });
    }
  });
});
