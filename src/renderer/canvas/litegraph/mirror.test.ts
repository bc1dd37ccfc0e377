// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { moveNodes } from '../../../graph/edit/moveNodes.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { registerNodes } from '../../plugin/registerNodes.ts';
import { createScene, type Scene } from '../scene.ts';
import { sampleRegistry } from '../testing/sampleNodes.ts';
import { sampleNode, workflowOf } from '../testing/sampleWorkflow.ts';
import { LGraph, LiteGraph } from './litegraph.ts';
import { createMirror, type Mirror } from './mirror.ts';

const states = new Map();
const sceneOf = (workflow: Workflow, last?: Scene) => createScene({ workflow, registry: sampleRegistry, states }, last);

/** Nodes and links, as of a small workflow. */
function show(mirror: Mirror, scene: Scene): void {
  mirror.sync(scene);
  mirror.link();
}

const two = workflowOf([sampleNode('a', 'noise', [0, 0]), sampleNode('b', 'slerp', [300, 0])], [['a.latents', 'b.a']]);

beforeEach(() => {
  registerNodes(LiteGraph, null, sampleRegistry);
});

describe('the mirror of the workflow in litegraph', () => {
  it('has the nodes with their kinds, places and wires', () => {
    const graph = new LGraph();
    show(createMirror(graph, sampleRegistry), sceneOf(two));
    expect(graph._nodes.map((node) => node.type)).toEqual(['noise', 'slerp']);
    expect(Array.from(graph._nodes[1]?.pos ?? []).slice(0, 2)).toEqual([300, 26]);
    const [link] = Object.values(graph.links);
    expect(graph._nodes[1]?.inputs[0]?.link).toBe(link?.id);
    expect(graph._nodes[0]?.outputs[0]?.links).toEqual([link?.id]);
  });

  it('moves a node without making any node or wire anew', () => {
    const graph = new LGraph();
    const mirror = createMirror(graph, sampleRegistry);
    const first = sceneOf(two);
    show(mirror, first);
    const before = { nodes: [...graph._nodes], link: Object.values(graph.links)[0] };
    show(mirror, sceneOf(moveNodes(two, ['a'], [5, 7]), first));
    expect(graph._nodes).toEqual(before.nodes);
    expect(Array.from(graph._nodes[0]?.pos ?? []).slice(0, 2)).toEqual([5, 33]);
    expect(Object.values(graph.links)[0]).toBe(before.link);
  });

  it('drops what is gone, with its wires', () => {
    const graph = new LGraph();
    const mirror = createMirror(graph, sampleRegistry);
    show(mirror, sceneOf(two));
    show(mirror, sceneOf(workflowOf([sampleNode('b', 'slerp', [0, 0])])));
    expect(graph._nodes.map((node) => node.type)).toEqual(['slerp']);
    expect(graph.links).toEqual({});
    expect(graph._nodes[0]?.inputs[0]?.link).toBeNull();
  });

  it('has wires when all of a workflow is there', () => {
    const graph = new LGraph();
    const mirror = createMirror(graph, sampleRegistry);
    show(mirror, createScene({ workflow: two, registry: sampleRegistry, states }, undefined, []));
    expect(graph.links).toEqual({});
    show(mirror, sceneOf(two));
    expect(Object.values(graph.links)).toHaveLength(1);
  });

  it('keeps ids that are names of the language away from litegraph', () => {
    const graph = new LGraph();
    const ids = ['__proto__', 'constructor', 'toString'];
    show(createMirror(graph, sampleRegistry), sceneOf(workflowOf(ids.map((id) => sampleNode(id, 'noise', [0, 0])))));
    expect(graph._nodes.map((node) => node.id)).toEqual([1, 2, 3]);
  });

  it('stands in for kinds of nodes that it does not know, even for names of the language', () => {
    const graph = new LGraph();
    const kinds = ['future_node', '__proto__', 'constructor'];
    const nodes = kinds.map((type, index) => sampleNode(`n${index}`, type, [0, 0]));
    show(createMirror(graph, sampleRegistry), sceneOf(workflowOf(nodes, [['n0.any', 'n1.thing']])));
    expect(graph._nodes).toHaveLength(3);
    expect(Object.values(graph.links)).toHaveLength(1);
  });

  it('holds more nodes than litegraph allows by itself', () => {
    const graph = new LGraph();
    const nodes = Array.from({ length: 1200 }, (_, index) => sampleNode(`n${index}`, 'reroute', [index, 0]));
    show(createMirror(graph, sampleRegistry), sceneOf(workflowOf(nodes)));
    expect(graph._nodes).toHaveLength(1200);
  });
});
