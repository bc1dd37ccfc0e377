import { describe, expect, it } from 'vitest';
import type { NodeState } from '../../state/document/editor.ts';
import { sampleRegistry } from '../testing/sampleNodes.ts';
import { sampleNode } from '../testing/sampleWorkflow.ts';
import { createNodeView, isFaulty, type Wired } from './nodeView.ts';

function faultyOf(type: string, ports: readonly string[], inputs: readonly string[] = []) {
  const problem = { code: 'missing-input', message: '', remedy: '', place: { node: 'n', ports } };
  const state: NodeState = { status: 'failed', pictures: [], outputs: {}, warnings: [], problem };
  const wired: Wired = { inputs: new Set(inputs), outputs: new Set() };
  const view = createNodeView(sampleNode('n', type, [0, 0]), sampleRegistry.get(type), wired, state);
  return view.layout.inputs.map((place) => place.port.name).filter((name) => isFaulty(view, name));
}

describe('the ports that problems name', () => {
  it('are marked, and no others', () => {
    expect(faultyOf('denoise', ['model', 'positive'])).toEqual(['model', 'positive']);
    expect(faultyOf('denoise', [])).toEqual([]);
  });

  it('are those still without a wire where an input that repeats has too few', () => {
    expect(faultyOf('multi_slerp', ['points'], ['points.1'])).toEqual(['points.2']);
    expect(faultyOf('multi_slerp', ['points.1'], ['points.1'])).toEqual(['points.1']);
  });
});

describe('an input', () => {
  const optional = (type: string) =>
    createNodeView(
      sampleNode('n', type, [0, 0]),
      sampleRegistry.get(type),
      { inputs: new Set(), outputs: new Set() },
      undefined,
    )
      .layout.inputs.filter((place) => place.port.optional)
      .map((place) => place.port.name);

  it('is needed unless the node can do without', () => {
    expect(optional('denoise')).toEqual(['negative', 'sigmas']);
    expect(optional('slerp')).toEqual(['t']);
  });
});
