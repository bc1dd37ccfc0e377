import { describe, expect, it } from 'vitest';
import { moveNodes } from '../../graph/edit/moveNodes.ts';
import { setParameter, setTitle } from '../../graph/edit/setNode.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { NodeState } from '../state/document/editor.ts';
import { damageBetween, joined } from './damage.ts';
import { createScene, type Scene } from './scene.ts';
import { sampleRegistry } from './testing/sampleNodes.ts';
import { sampleNode, workflowOf } from './testing/sampleWorkflow.ts';
import { contains } from './view/rect.ts';

const start = workflowOf(
  [sampleNode('noise', 'noise', [0, 0]), sampleNode('slerp', 'slerp', [300, 0])],
  [['noise.latents', 'slerp.a']],
);
const sceneOf = (workflow: Workflow, states = new Map<string, NodeState>(), last?: Scene) =>
  createScene({ workflow, registry: sampleRegistry, states }, last);
const done: NodeState = { status: 'done', pictures: [], outputs: {}, warnings: [], key: 'k' };
const before = sceneOf(start);
const damageAfter = (workflow: Workflow, states?: Map<string, NodeState>) =>
  damageBetween(before, sceneOf(workflow, states, before));

describe('what is painted anew', () => {
  it('is nothing where nothing changed', () => {
    expect(damageAfter(start)).toEqual([]);
  });

  it.each([
    ['whose parameter changed', setParameter(start, 'slerp', 't', 0.7), undefined],
    ['that ran', start, new Map([['slerp', done]])],
  ])('is the place of a node %s, and no other', (_, workflow, states) => {
    const damage = damageAfter(workflow, states);
    const { x, y, width, height } = before.nodes.get('slerp')?.rect ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(damage).toHaveLength(1);
    const [part] = damage as [{ x: number; y: number; width: number; height: number }];
    expect(contains(part, [x, y]) && contains(part, [x + width, y + height])).toBe(true);
    expect(contains(part, [10, 10])).toBe(false);
  });

  it.each<[string, Workflow, Map<string, NodeState>?]>([
    ['moves', moveNodes(start, ['slerp'], [10, 0])],
    ['comes', workflowOf([...start.nodes, sampleNode('new', 'noise', [600, 0])], [['noise.latents', 'slerp.a']])],
    ['is laid over another', { ...start, nodes: start.nodes.toReversed() }],
    ['gets another name', setTitle(start, 'slerp', 'A much longer name')],
    ['is collapsed', { ...start, nodes: start.nodes.map((node) => ({ ...node, collapsed: true })) }],
    [
      'complains',
      start,
      new Map([
        [
          'slerp',
          {
            ...done,
            status: 'failed',
            problem: { code: 'x', message: 'No.', place: { node: 'slerp' }, remedy: 'Do.' },
          },
        ],
      ]),
    ],
    ['loses its wire', { ...start, links: [] }],
  ])('is everything when a node %s', (_, workflow, states) => {
    expect(damageAfter(workflow, states)).toBe('everything');
  });

  it('is everything as soon as one of several changes says so', () => {
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    expect(joined([rect], [rect])).toEqual([rect, rect]);
    expect(joined([rect], 'everything')).toBe('everything');
    expect(joined('everything', [rect])).toBe('everything');
  });
});
