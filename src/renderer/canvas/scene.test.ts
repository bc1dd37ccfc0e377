import { describe, expect, it } from 'vitest';
import { connect } from '../../graph/edit/connect.ts';
import { setGroupCollapsed } from '../../graph/edit/grouping/collapseGroup.ts';
import { moveGroup } from '../../graph/edit/groups.ts';
import { moveNodes } from '../../graph/edit/moveNodes.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { createScene, type Scene } from './scene.ts';
import { sampleRegistry } from './testing/sampleNodes.ts';
import { sampleNode, workflowOf } from './testing/sampleWorkflow.ts';

const states = new Map();
const sceneOf = (workflow: Workflow, last?: Scene) => createScene({ workflow, registry: sampleRegistry, states }, last);
const start = workflowOf(
  [
    sampleNode('noise', 'noise', [0, 0]),
    sampleNode('slerp', 'slerp', [300, 0]),
    sampleNode('mix', 'multi_slerp', [600, 0]),
    sampleNode('way', 'reroute', [300, 300]),
  ],
  [
    ['noise.latents', 'slerp.a'],
    ['slerp.latents', 'mix.points.1'],
    ['noise.latents', 'way.value'],
    ['way.value', 'mix.points.2'],
  ],
);
const inputsOf = (scene: Scene, id: string) => scene.nodes.get(id)?.layout.inputs.map((place) => place.port.name);

describe('a scene', () => {
  it('keeps everything that a move does not touch', () => {
    const before = sceneOf(start);
    const after = sceneOf(moveNodes(start, ['mix'], [1, 1]), before);
    expect(after.nodes.get('noise')).toBe(before.nodes.get('noise'));
    expect(after.nodes.get('slerp')).toBe(before.nodes.get('slerp'));
    expect(after.nodes.get('mix')).not.toBe(before.nodes.get('mix'));
    expect(after.wires[0]).toBe(before.wires[0]);
    expect(after.wires[1]?.end).toEqual([601, (before.wires[1]?.end[1] ?? 0) + 1]);
  });

  it('that grows by links looks only at those, and is the scene of all of them', () => {
    const source = { workflow: start, registry: sampleRegistry, states };
    const first = createScene(source, undefined, start.links.slice(0, 2));
    const grown = createScene(source, first);
    const whole = createScene(source);
    expect(grown.allNodes).toBe(first.allNodes);
    expect(grown.plain.slice(0, 2)).toEqual(first.plain);
    expect(grown.plain.map(({ link, path, type }) => [link, path, type])).toEqual(
      whole.plain.map(({ link, path, type }) => [link, path, type]),
    );
    expect(grown.wires.map(({ path }) => path)).toEqual(whole.wires.map(({ path }) => path));
  });

  it('keeps the other nodes when one is wired', () => {
    const before = sceneOf(start);
    const from = { node: 'noise', port: 'latents' };
    const after = sceneOf(connect(start, sampleRegistry, from, { node: 'slerp', port: 'b' }), before);
    expect(after.nodes.get('mix')).toBe(before.nodes.get('mix'));
    expect(after.nodes.get('slerp')).not.toBe(before.nodes.get('slerp'));
    expect(after.wires).toHaveLength(5);
  });

  it('always offers one more place of an input that repeats', () => {
    expect(inputsOf(sceneOf(start), 'mix')).toEqual(['points.1', 'points.2', 'points.3']);
  });

  it('ends wires where their ports are', () => {
    const scene = sceneOf(start);
    const slerp = scene.nodes.get('slerp');
    const place = slerp?.layout.inputs.find((each) => each.port.name === 'a');
    expect(scene.wires[0]?.end).toEqual([300, place?.y]);
  });

  it('leads a wire around a node in its way, and lets a node without wires be held over it', () => {
    const [first, second, third] = [
      sampleNode('noise', 'noise', [0, 0]),
      sampleNode('slerp', 'slerp', [400, 0]),
      sampleNode('mix', 'multi_slerp', [900, 0]),
    ] as const;
    const links: [string, string][] = [['noise.latents', 'mix.points.1']];
    const loose = sceneOf(workflowOf([first, second, third], links));
    expect(loose.wires[0]?.path).toHaveLength(1);
    const wired = sceneOf(workflowOf([first, second, third], [...links, ['noise.latents', 'slerp.a']]));
    expect(wired.wires[0]?.path).toHaveLength(3);
    expect(sceneOf(wired.source.workflow, wired).wires).toBe(wired.wires);
    const farAway = sampleNode('way', 'noise', [0, 5000]);
    const more = sceneOf({ ...wired.source.workflow, nodes: [...wired.source.workflow.nodes, farAway] }, wired);
    expect(more.wires[0]).toBe(wired.wires[0]);
    const lifted = sceneOf(moveNodes(wired.source.workflow, ['slerp'], [0, -3000]), wired);
    expect(lifted.wires[0]?.path).toHaveLength(1);
  });

  it('colours the wire out of a reroute by what flows in', () => {
    expect(sceneOf(start).wires[3]?.type).toBe('latents');
  });

  it('shows wires to ports that a node does not have', () => {
    const scene = sceneOf(workflowOf([...start.nodes], [['noise.latents', 'slerp.gone']]));
    expect(scene.wires).toHaveLength(1);
    expect(inputsOf(scene, 'slerp')).toContain('gone');
  });

  it('leaves out wires to nodes that are not there, and ends that are none', () => {
    expect(
      sceneOf(
        workflowOf(
          [...start.nodes],
          [
            ['noise.latents', 'nobody.a'],
            ['x', '.y'],
          ],
        ),
      ).wires,
    ).toEqual([]);
  });
});

describe('a collapsed group', () => {
  const framed: Workflow = { ...start, groups: [{ id: 'g', title: 'Middle', position: [290, -30], size: [250, 600] }] };
  const boxed = setGroupCollapsed(framed, 'g', true);

  it('is one box in place of its nodes', () => {
    const scene = sceneOf(boxed);
    expect([...scene.nodes.keys()]).toEqual(['noise', 'mix']);
    expect(scene.boxes.map(({ rect, nodes }) => [rect, [...nodes]])).toEqual([
      [{ x: 290, y: -30, width: 220, height: 64 }, ['slerp', 'way']],
    ]);
    expect(scene.frames).toEqual([]);
  });

  it('has the wires that cross its edge end there, those of one output in one place', () => {
    const { wires } = sceneOf(boxed);
    expect(wires.map(({ link, start: from, end }) => [link.to, from[0], end[0]])).toEqual([
      ['slerp.a', 210, 290],
      ['mix.points.1', 510, 600],
      ['way.value', 210, 290],
      ['mix.points.2', 510, 600],
    ]);
    expect(wires[0]?.end).toEqual(wires[2]?.end);
    expect(wires[1]?.start[1]).toBeLessThan(wires[3]?.start[1] ?? 0);
  });

  it('hides the wires between its nodes', () => {
    const inside = setGroupCollapsed(connectedInside(framed), 'g', true);
    expect(sceneOf(inside).wires.map(({ link }) => link.to)).not.toContain('slerp.b');
  });

  it('takes its wires along, and gives them back to the ports when it is opened', () => {
    const before = sceneOf(boxed);
    const moved = sceneOf(moveGroup(boxed, 'g', [7, 5]), before);
    expect(moved.wires[0]?.end).toEqual([297, (before.wires[0]?.end[1] ?? 0) + 5]);
    const opened = sceneOf(setGroupCollapsed(boxed, 'g', false), moved);
    expect(opened.wires.map(({ start: from, end }) => [from, end])).toEqual(
      sceneOf(framed).wires.map(({ start: from, end }) => [from, end]),
    );
  });

  it('stands in the way of other wires, not of its own', () => {
    const past = { ...boxed, nodes: boxed.nodes.map((node) => (node.id === 'noise' ? moved(node, [0, -30]) : node)) };
    const direct = { ...past, links: [...past.links, { from: 'noise.latents', to: 'mix.points.3' }] };
    const wires = sceneOf(direct).wires;
    expect(wires.find(({ link }) => link.to === 'mix.points.3')?.path.length).toBeGreaterThan(1);
    expect(wires.find(({ link }) => link.to === 'slerp.a')?.path).toHaveLength(1);
  });

  it('says that one of its nodes failed or runs, failed first', () => {
    const state = (status: 'failed' | 'running' | 'done') => ({ status, pictures: [], outputs: {}, warnings: [] });
    const box = (...all: [string, ReturnType<typeof state>][]) =>
      createScene({ workflow: boxed, registry: sampleRegistry, states: new Map(all) }).boxes[0]?.status;
    expect(box(['slerp', state('done')])).toBeUndefined();
    expect(box(['slerp', state('running')])).toBe('running');
    expect(box(['slerp', state('running')], ['way', state('failed')])).toBe('failed');
    expect(box(['noise', state('failed')])).toBeUndefined();
  });
});

function moved<T extends { position: [number, number] }>(node: T, position: [number, number]): T {
  return { ...node, position };
}

function connectedInside(workflow: Workflow): Workflow {
  return connect(workflow, sampleRegistry, { node: 'way', port: 'value' }, { node: 'slerp', port: 'b' });
}
