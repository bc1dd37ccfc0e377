import { describe, expect, it } from 'vitest';
import type { NodePart } from '../state/document/editor.ts';
import { placeNew } from './placeNew.ts';
import { createScene } from './scene.ts';
import { sampleRegistry } from './testing/sampleNodes.ts';
import { sampleNode, sampleWorkflow, workflowOf } from './testing/sampleWorkflow.ts';
import { createNodeView, portPlace, portPoint, unwired } from './view/nodeView.ts';
import { overlap } from './view/rect.ts';

const sceneOf = (workflow = workflowOf([])) => createScene({ workflow, registry: sampleRegistry, states: new Map() });

function placed(type: string, at: readonly [number, number], part: NodePart, scene = sceneOf()) {
  const node = sampleNode('new', type, [0, 0]);
  const [x, y] = placeNew(scene, node, at, part);
  return createNodeView({ ...node, position: [x, y] }, sampleRegistry.get(type), unwired, undefined);
}

function portOf(view: ReturnType<typeof placed>, side: 'input' | 'output', name: string) {
  const place = portPlace(view, side, name);
  return place && portPoint(view, place);
}

describe('a new node', () => {
  it('that feeds a wire grows to the left of the point where the wire was dropped', () => {
    const view = placed('noise', [500, 300], { side: 'output', port: 'latents' });
    expect(portOf(view, 'output', 'latents')).toEqual([500, 300]);
    expect(view.rect.x).toBe(290);
  });

  it('that takes a wire grows to the right of it, also at an input that repeats', () => {
    const view = placed('multi_slerp', [500, 300], { side: 'input', port: 'points' });
    expect(portOf(view, 'input', 'points.1')).toEqual([500, 300]);
    expect(view.rect.x).toBe(500);
  });

  it('put into a wire lies with its middle where the wire has its own', () => {
    const { rect } = placed('reroute', [500, 300], 'middle');
    expect([rect.x + rect.width / 2, rect.y + rect.height / 2].map(Math.round)).toEqual([500, 300]);
  });

  it('covers no other node, wherever it is asked for', () => {
    const scene = sceneOf(sampleWorkflow());
    const others = [...scene.nodes.values()];
    for (const { rect } of others) {
      for (const part of ['corner', 'middle', { side: 'output', port: 'image' }] as const) {
        const view = placed('decode', [rect.x + 20, rect.y + 20], part, scene);
        expect(others.filter((other) => overlap(other.rect, view.rect)).map((other) => other.id)).toEqual([]);
      }
    }
  });
});
