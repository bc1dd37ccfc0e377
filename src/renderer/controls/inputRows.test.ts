import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { inputRows } from './inputRows.ts';

function rowsOf(type: string, ...links: string[]) {
  const workflow = workflowOf({ it: { type }, noise: { type: 'noise' } }, links);
  const [node] = workflow.nodes;
  const entry = nodeRegistry.get(type);
  if (!node || !entry) throw new Error(`no node ${type}`);
  return inputRows(workflow, node, entry).map(({ port, from, without }) => [port.label, from?.node.id ?? without]);
}

describe('the inputs in the inspector', () => {
  it('say which of them need a wire, and which have a parameter to stand in', () => {
    expect(rowsOf('mood_gradient', 'noise.latents it.latents')).toEqual([
      ['Latents', 'noise'],
      ['From', 'optional'],
      ['To', 'needs a wire'],
      ['t', 'set above'],
      ['Strength', 'set above'],
    ]);
  });

  it('say which are optional', () => {
    expect(rowsOf('denoise')).toContainEqual(['Negative', 'optional']);
  });

  it('are the wires of a repeated one and its free one, as on the node', () => {
    expect(rowsOf('multi_slerp', 'noise.latents it.points.1').slice(0, 2)).toEqual([
      ['Points 1', 'noise'],
      ['Points 2', 'needs a wire'],
    ]);
    const full = rowsOf('multi_slerp', 'noise.latents it.points.1', 'noise.latents it.points.2');
    expect(full[2]).toEqual(['Points 3', 'optional']);
  });
});
