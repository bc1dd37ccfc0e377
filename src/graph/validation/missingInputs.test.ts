import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { port } from '../port.ts';
import { missingInputs } from './missingInputs.ts';

const node = {
  inputs: {
    points: port('latents', 'blended', { repeat: { min: 2, max: 8 } }),
    vae: port('vae', 'decodes'),
    weights: port('numbers', 'of the points'),
    mean: port('latents', 'in the middle', { optional: true }),
  },
  parameters: z.object({ weights: z.array(z.number()).default([]) }),
};

const missing = (...wired: string[]) => missingInputs(node, new Set(wired)).map(({ name }) => name);

describe('inputs that need a wire and have none', () => {
  it('are named as the node shows them, each wire of a repeated one', () => {
    expect(missing()).toEqual(['points.1', 'points.2', 'vae']);
  });

  it('are not those that are optional or have a parameter to fall back to', () => {
    expect(missing('points.1', 'points.2', 'vae')).toEqual([]);
  });

  it('are as many of a repeated port as it still needs, wherever its wires are', () => {
    expect(missing('points.2', 'vae')).toEqual(['points.1']);
    expect(missing('points.7', 'vae')).toEqual(['points.1']);
    expect(missing('points.5', 'points.7', 'vae')).toEqual([]);
  });
});
