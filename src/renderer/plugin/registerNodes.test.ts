// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { fakeContext, installFakeCanvas } from '../canvas/testing/fakeCanvas.ts';
import { sampleRegistry } from '../canvas/testing/sampleNodes.ts';
import { samplePicture } from '../canvas/testing/sampleWorkflow.ts';
import { guestState } from './guestState.ts';
import { guestType } from './guestType.ts';
import { guestView } from './guestView.ts';
import { LGraph, LiteGraph } from './litegraph/litegraph.ts';
import type { Graph, GraphCanvas, GraphNode } from './litegraph/types.ts';
import { registerNodes } from './registerNodes.ts';
import { runGraph } from './runGraph.ts';

function create(graph: Graph, type: string): GraphNode {
  const node = LiteGraph.createNode(guestType(type));
  if (!node) throw new Error(`no ${type}`);
  graph.add(node);
  return node;
}

const slot = (slots: GraphNode['inputs'], name: string) => slots.findIndex((each) => each.name === name);

function wire(from: GraphNode, output: string, to: GraphNode, input: string) {
  return from.connect(slot(from.outputs, output), to, slot(to.inputs, input));
}

/** An engine that has these events of every run. */
function engine(events: readonly RunEvent[]) {
  const calls: { name: string; args: unknown }[] = [];
  const client = {
    call: async (name: string, args: unknown) => {
      calls.push({ name, args });
      return name === 'watch' ? { events, next: events.length, done: true } : null;
    },
  };
  return { client: client as unknown as EngineClient, calls };
}

const canvas = { ds: { scale: 1, offset: new Float32Array(2) } } as unknown as GraphCanvas;

beforeEach(installFakeCanvas);

describe('Arcspace nodes in a litegraph editor', () => {
  it('are all there, with typed ports and the defaults of their parameters', () => {
    registerNodes(LiteGraph, null, nodeRegistry);
    for (const entry of nodeRegistry.values()) {
      const node = create(new LGraph(), entry.type);
      expect(node.title).toBe(entry.title);
      expect(node.outputs.map((each) => each.name)).toEqual(Object.keys(entry.outputs));
      for (const each of node.inputs) expect(each.pos).toBeDefined();
    }
  });

  it('have none of the fields of litegraph, whose prompt evaluates what is typed', () => {
    registerNodes(LiteGraph, null, nodeRegistry);
    for (const type of nodeRegistry.keys()) expect('widgets' in create(new LGraph(), type)).toBe(false);
  });

  it('take the wires that fit and refuse the others', () => {
    registerNodes(LiteGraph, null, sampleRegistry);
    const graph = new LGraph();
    const [noise, slerp, numbers, attribute] = ['noise', 'slerp', 'numbers', 'attribute_vector'].map((type) =>
      create(graph, type),
    );
    if (!noise || !slerp || !numbers || !attribute) throw new Error('missing');
    expect(wire(noise, 'latents', slerp, 'a')).toBeTruthy();
    expect(wire(numbers, 'numbers', slerp, 't')).toBeTruthy();
    expect(wire(attribute, 'direction', slerp, 'b')).toBeFalsy();
    expect(wire(numbers, 'numbers', noise, 'seed')).toBeFalsy();
  });

  it('offer one more place of an input that repeats', () => {
    registerNodes(LiteGraph, null, sampleRegistry);
    const graph = new LGraph();
    const noise = create(graph, 'noise');
    const mix = create(graph, 'multi_slerp');
    wire(noise, 'latents', mix, 'points.1');
    wire(noise, 'latents', mix, 'points.2');
    expect(mix.inputs.map((each) => each.name)).toEqual(['points.1', 'points.2', 'points.3']);
  });

  it('become a workflow by the names of their ports, without the nodes of others', () => {
    const plugin = registerNodes(LiteGraph, null, sampleRegistry);
    const graph = new LGraph();
    const [noise, slerp] = [create(graph, 'noise'), create(graph, 'slerp')];
    graph.add(new LiteGraph.LGraphNode('of somebody else'));
    noise.properties.seed = 7;
    slerp.pos = [300, 126];
    wire(noise, 'latents', slerp, 'b');
    const workflow = plugin.toWorkflow(graph);
    expect(workflow.nodes.map((node) => node.id)).toEqual(['noise_1', 'slerp_2']);
    expect(workflow.nodes[0]?.parameters).toMatchObject({ seed: 7, width: 128 });
    expect(workflow.nodes[1]?.position).toEqual([300, 100]);
    expect(workflow.links).toEqual([{ from: 'noise_1.latents', to: 'slerp_2.b' }]);
  });

  it('run through the engine and show what it tells of them', async () => {
    const picture = samplePicture(4, 1);
    const done = { cached: false, milliseconds: 5, outputs: {}, warnings: [], files: [], key: 'k' };
    const { client, calls } = engine([
      { type: 'queued', nodes: ['preview_image_1'] },
      { type: 'finished', node: 'preview_image_1', pictures: [picture], ...done },
      { type: 'done', outcome: 'completed', executed: 1, cached: 0, milliseconds: 5 },
    ]);
    const plugin = registerNodes(LiteGraph, client, sampleRegistry);
    const graph = new LGraph();
    const preview = create(graph, 'preview_image');
    expect(await plugin.run(graph)).toEqual({ executed: 1, cached: 0 });
    expect(calls[0]?.args).toMatchObject({ workflow: { nodes: [{ type: 'preview_image' }] }, targets: [] });
    expect(guestState(preview)).toMatchObject({ status: 'done', pictures: [picture] });
  });

  it('say what their run failed of', async () => {
    const problem = { code: 'wrong-type', message: 'An image came.', place: {}, remedy: 'Wire latents.' };
    const done = { type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 5, problem } as const;
    const plugin = registerNodes(LiteGraph, engine([done]).client, sampleRegistry);
    await expect(plugin.run(new LGraph())).rejects.toMatchObject({ code: 'wrong-type', message: 'An image came.' });
  });

  it('rest where the connection is lost while they run, and say so', async () => {
    let watched = 0;
    const lost = new ArcspaceError('disconnected', 'The engine is gone.', 'Start it again.');
    const client = {
      async call(name: string) {
        if (name !== 'watch') return null;
        if (watched++ > 0) throw lost;
        const events = [{ type: 'queued', nodes: ['preview_image_1'] }];
        return { events, next: 1, done: false };
      },
    } as unknown as EngineClient;
    const plugin = registerNodes(LiteGraph, client, sampleRegistry);
    const graph = new LGraph();
    const preview = create(graph, 'preview_image');
    await expect(plugin.run(graph)).rejects.toMatchObject({ code: 'disconnected', message: 'The engine is gone.' });
    expect(guestState(preview)?.status).toBe('idle');
  });

  it('say nothing more where a run cannot be cancelled any more, and do not run where it was before', async () => {
    const calls: string[] = [];
    const answers: ((thrown: Error) => void)[] = [];
    const client = {
      call(name: string) {
        calls.push(name);
        if (name === 'cancel') return Promise.reject(new Error('the connection is lost'));
        if (name === 'watch') return new Promise((_, reject) => answers.push(reject));
        return Promise.resolve(null);
      },
    } as unknown as EngineClient;
    const controller = new AbortController();
    const ended = runGraph(client, new LGraph(), sampleRegistry, controller.signal);
    await vi.waitFor(() => expect(calls).toContain('watch'));
    controller.abort();
    for (const answer of answers) answer(new Error('the connection is lost'));
    await expect(ended).rejects.toThrow();
    expect(calls).toContain('cancel');
    calls.length = 0;
    await expect(runGraph(client, new LGraph(), sampleRegistry, controller.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(calls).toEqual([]);
  });

  it('say plainly that they have no engine', async () => {
    const plugin = registerNodes(LiteGraph, null, sampleRegistry);
    await expect(plugin.run(new LGraph())).rejects.toThrow('These nodes have no engine.');
  });

  it('are painted by us, and a fault in one does not end the editor', () => {
    registerNodes(LiteGraph, null, sampleRegistry);
    const slerp = create(new LGraph(), 'slerp');
    const fake = fakeContext();
    slerp.onDrawForeground?.(fake.context, canvas);
    expect(fake.calls.some((call) => call.name === 'fillText' && call.args[0] === 'Slerp')).toBe(true);
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => slerp.onDrawForeground?.(fakeContext('clip').context, canvas)).not.toThrow();
    expect(complain).toHaveBeenCalledOnce();
    complain.mockRestore();
  });

  it('switch a toggle where it is pressed, and take the press', () => {
    registerNodes(LiteGraph, null, sampleRegistry);
    const slerp = create(new LGraph(), 'slerp');
    const entry = sampleRegistry.get('slerp');
    const toggle = entry && guestView(entry, slerp).layout.widgets.find((widget) => widget.spec.kind === 'toggle');
    const pressed = new MouseEvent('mousedown');
    expect(slerp.onMouseDown?.(pressed, [100, (toggle?.rect.y ?? 0) + 5 - 26], canvas)).toBe(true);
    expect(slerp.properties.normalise).toBe(false);
    expect(slerp.onMouseDown?.(pressed, [100, -10], canvas)).toBe(false);
  });
});
