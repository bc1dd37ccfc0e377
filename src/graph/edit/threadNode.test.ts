import { describe, expect, it } from 'vitest';
import { emptyWorkflow, nodeSchema, type Workflow } from '../workflow/schema.ts';
import { testRegistry } from './testing/registry.ts';
import { threadNode, unthreadNode } from './threadNode.ts';

const node = (id: string, type: string) => nodeSchema.parse({ id, type, version: 1, position: [0, 0] });
const links = (...pairs: readonly string[]) =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split(' > ');
    return { from, to };
  });
const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('first', 'make_latents'),
    node('second', 'make_latents'),
    node('mix', 'mix'),
    node('number', 'number'),
    node('loose', 'mix'),
  ],
  links: links('first.latents > mix.points.1', 'number.number > mix.weight'),
};
const shown = (of: Workflow) => of.links.map(({ from, to }) => `${from} > ${to}`).sort();
const thread = (of: Workflow, port: string, id: string) => threadNode(of, testRegistry, { node: 'mix', port }, id);

describe('a node that is put into a wire', () => {
  it('takes what flows there by the first input that fits, and gives it on', () => {
    expect(shown(thread(workflow, 'points.1', 'loose'))).toEqual([
      'first.latents > loose.points.1',
      'loose.latents > mix.points.1',
      'number.number > mix.weight',
    ]);
  });

  it('that does not fit leaves everything as it is', () => {
    expect(thread(workflow, 'weight', 'loose')).toBe(workflow);
    expect(thread(workflow, 'points.1', 'second')).toBe(workflow);
    expect(thread(workflow, 'points.1', 'mix')).toBe(workflow);
    expect(thread(workflow, 'points.1', 'first')).toBe(workflow);
    expect(thread(workflow, 'points.2', 'loose')).toBe(workflow);
  });
});

describe('a node that is taken out of its wires', () => {
  it('leaves behind what was there before it was put in', () => {
    const threaded = thread(workflow, 'points.1', 'loose');
    expect(shown(unthreadNode(threaded, testRegistry, 'loose'))).toEqual(shown(workflow));
  });

  it('lets only go past it what fits', () => {
    expect(shown(unthreadNode(workflow, testRegistry, 'number'))).toEqual(['first.latents > mix.points.1']);
    const onward = { ...workflow, links: [...workflow.links, ...links('mix.latents > loose.points.1')] };
    expect(shown(unthreadNode(onward, testRegistry, 'mix'))).toEqual(['first.latents > loose.points.1']);
  });

  it('without wires stays as it is', () => {
    expect(unthreadNode(workflow, testRegistry, 'loose')).toBe(workflow);
  });
});
