import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { sketchOf } from './sketchOf.ts';

const sketch = sketchOf(
  workflowOf(
    {
      model: { type: 'load_model', position: [-100, 50], size: [240, 140] },
      decode: { type: 'decode', position: [300, 500], size: [200, 300] },
      lost: { type: 'nobody_knows', position: [0, 0] },
    },
    ['model.vae decode.vae', 'lost.constructor decode.latents', 'gone.image decode.other'],
  ),
  nodeRegistry,
);

describe('the drawing of a workflow without a picture', () => {
  it('has every node inside, at its own size', () => {
    const [left = 0, top = 0, width = 0, height = 0] = sketch?.view ?? [];
    expect(sketch?.nodes).toHaveLength(3);
    for (const node of sketch?.nodes ?? []) {
      expect(node.x).toBeGreaterThan(left);
      expect(node.y).toBeGreaterThan(top);
      expect(node.x + node.width).toBeLessThan(left + width);
      expect(node.y + node.height).toBeLessThan(top + height);
    }
  });

  it('has the wires whose nodes are there, by what flows in them', () => {
    expect(sketch?.wires.map(({ key, type }) => [key, type])).toEqual([
      ['decode.vae', 'vae'],
      ['decode.latents', 'any'],
    ]);
  });

  it('is none for an empty workflow', () => {
    expect(sketchOf(workflowOf({}), nodeRegistry)).toBeNull();
  });
});
