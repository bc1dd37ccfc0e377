import { describe, expect, it } from 'vitest';
import { emptyWorkflow, type Workflow } from '../workflow/schema.ts';
import { addNode, newNode } from './addNode.ts';
import { connect } from './connect.ts';
import { connectHandles } from './connectHandles.ts';
import { setMode } from './setNode.ts';
import { testRegistry } from './testing/registry.ts';

function withNodes(...types: readonly string[]): Workflow {
  return types.reduce(
    (workflow, type) => addNode(workflow, newNode(workflow, { type, version: 1 }, [0, 0])),
    emptyWorkflow(),
  );
}

const linksOf = (workflow: Workflow, id: string) =>
  connectHandles(workflow, testRegistry, id).links.map(({ from, to }) => `${from} to ${to}`);

describe('the parts of a model that a new node needs', () => {
  it('are connected where one node gives them, and nothing else is', () => {
    expect(linksOf(withNodes('load_model', 'make_latents', 'decode'), 'decode')).toEqual([
      'load_model.vae to decode.vae',
    ]);
  });

  it('are left to choose where several nodes give them, or none', () => {
    expect(linksOf(withNodes('load_model', 'load_model', 'decode'), 'decode')).toEqual([]);
    expect(linksOf(withNodes('load_model', 'guide', 'guide'), 'guide_2')).toEqual([]);
    expect(linksOf(withNodes('make_latents', 'decode'), 'decode')).toEqual([]);
  });

  it('never come from the node itself', () => {
    expect(linksOf(withNodes('guide'), 'guide')).toEqual([]);
    expect(linksOf(withNodes('load_model', 'guide'), 'guide')).toEqual(['load_model.model to guide.model']);
  });

  it('leave an input alone that can do without', () => {
    expect(linksOf(withNodes('load_model', 'guide'), 'guide')).not.toContain('load_model.vae to guide.vae');
  });

  it('leave a wire alone that is there already', () => {
    const two = withNodes('load_model', 'load_model', 'decode');
    const wired = connect(two, testRegistry, { node: 'load_model_2', port: 'vae' }, { node: 'decode', port: 'vae' });
    const one = { ...wired, nodes: wired.nodes.filter((node) => node.id !== 'load_model') };
    expect(connectHandles(one, testRegistry, 'decode')).toBe(one);
  });

  it('do not come from a node that is passed by', () => {
    const workflow = setMode(withNodes('load_model', 'load_model', 'decode'), ['load_model'], 'mute');
    expect(linksOf(workflow, 'decode')).toEqual(['load_model_2.vae to decode.vae']);
  });
});
