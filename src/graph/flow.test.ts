import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from './defineNode.ts';
import { flowOf } from './flow.ts';
import { port } from './port.ts';
import { createRegistry } from './registry.ts';
import { countingRegistry } from './testing/countingRegistry.ts';
import { fakeRegistry } from './testing/fakeNodes.ts';
import { workflowOf } from './testing/workflowOf.ts';
import { wiringOf } from './wiring.ts';

const blend = defineNode({
  type: 'blend',
  version: 1,
  migrations: [],
  title: 'Blend',
  docs: 'For tests.',
  inputs: {
    mask: port('image', 'where', { optional: true }),
    points: port('latents', 'blended', { repeat: { min: 2, max: 12 } }),
    base: port('latents', 'what stays'),
  },
  parameters: z.object({}),
  outputs: { latents: port('latents', 'the blend') },
  compute: () => {
    throw new Error('never computed');
  },
  examples: [],
});
const registry = createRegistry({ test: [blend] });

function sourceOf(node: string, outputPort: string, links: readonly string[]): unknown {
  const names = ['a', 'b', 'c'].map((id) => [id, { type: 'blend' }] as const);
  const workflow = workflowOf({ ...Object.fromEntries(names), way: { type: 'blend', mode: 'bypass' } }, links);
  return flowOf(wiringOf(workflow), registry).sourceOf({ node, port: outputPort });
}

describe('what passes a bypassed node', () => {
  it('is its first input of the type, in the order of the declaration, however the file orders the wires', () => {
    const a = { node: 'a', port: 'latents' };
    expect(sourceOf('way', 'latents', ['a.latents way.points.1', 'b.latents way.base'])).toEqual(a);
    expect(sourceOf('way', 'latents', ['b.latents way.base', 'a.latents way.points.1'])).toEqual(a);
  });

  it('is the lowest wire of a repeated input, counted as numbers', () => {
    const links = ['c.latents way.points.10', 'a.latents way.points.2', 'b.latents way.base'];
    expect(sourceOf('way', 'latents', links)).toEqual({ node: 'a', port: 'latents' });
  });

  it('is nothing where the output does not exist, whatever is wired to inputs that do not', () => {
    expect(sourceOf('way', 'gone', ['a.latents way.gone'])).toBeUndefined();
  });

  it('is nothing where nothing of the type is wired', () => {
    expect(sourceOf('way', 'latents', ['a.latents way.mask'])).toBeUndefined();
  });
});

describe('the flow through thousands of nodes', () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `n${index}`);
  const links = ids.map((id, index) => `${id}.value ${ids[(index + 1) % ids.length]}.value`);

  it.each(['on', 'bypass'] as const)('asks about each node of a ring once when all are %s', (mode) => {
    const counting = countingRegistry(fakeRegistry);
    const workflow = workflowOf(Object.fromEntries(ids.map((id) => [id, { type: 'reroute', mode }])), links);
    const flow = flowOf(wiringOf(workflow), counting.registry);
    for (const node of ids) {
      expect(flow.typeOf({ node, port: 'value' })).toBe('any');
      expect(flow.sourceOf({ node, port: 'value' })?.node).toBe(mode === 'on' ? node : undefined);
    }
    expect(counting.lookUps()).toBeLessThan(4 * ids.length);
  });

  it('gives the type at the start of a long row to all of it', () => {
    const row = { start: { type: 'words' }, ...Object.fromEntries(ids.map((id) => [id, { type: 'reroute' }])) };
    const workflow = workflowOf(row, ['start.text n0.value', ...links.slice(0, -1)]);
    const counting = countingRegistry(fakeRegistry);
    const flow = flowOf(wiringOf(workflow), counting.registry);
    expect(new Set(ids.toReversed().map((node) => flow.typeOf({ node, port: 'value' })))).toEqual(new Set(['text']));
    expect(counting.lookUps()).toBeLessThan(2 * ids.length);
  });
});
