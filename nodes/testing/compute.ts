import { expect } from 'vitest';
import { computeNode } from '../../src/graph/clips/computeNode.ts';
import type { Context } from '../../src/graph/context.ts';
import { findPort } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { NodeEntry } from '../../src/graph/registry.ts';
import { resolveInputs } from '../../src/graph/resolveInputs.ts';
import { nodeRegistry } from '../index.ts';
import { fakeContext } from './fakeContext.ts';

/** The declaration of a node. */
export function nodeOf(type: string): NodeEntry {
  const definition = nodeRegistry.get(type);
  if (!definition) throw new Error(`there is no node ${type}`);
  return definition;
}

/** What every refusal has, whoever tests it: a code, two sentences, and a place that is there on the node. */
function expectWhole({ code, message, remedy, place: { port } }: ArcspaceError, definition: NodeEntry): void {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(message).toMatch(/^\S.*\.$/s);
  expect(remedy).toMatch(/^[A-Z].*\.$/s);
  if (port === undefined) return;
  const known = [definition.inputs, definition.outputs].some((ports) => findPort(ports, port) ?? ports[port]);
  expect(known || Object.hasOwn(definition.parameters.shape, port), `"${port}" on ${definition.type}`).toBe(true);
}

/**
 * Computes a node as a run does: parameters parsed, free inputs taken from parameters of the same name, repeated inputs
 * given as arrays.
 */
export async function compute(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>> = {},
  context: Context = fakeContext(),
): Promise<Record<string, unknown>> {
  const definition = nodeOf(type);
  const parsed = definition.parameters.parse(parameters);
  const wired = Object.entries(inputs).flatMap(([name, value]) =>
    definition.inputs[name]?.options.repeat && Array.isArray(value)
      ? value.map((item, index) => [`${name}.${index + 1}`, item] as const)
      : [[name, value] as const],
  );
  const node = {
    id: 'node',
    definition,
    parameters: parsed,
    inputs: new Map(wired.map(([name]) => [name, { node: 'source', port: name }])),
  };
  const resolved = resolveInputs(node, new Map([['source', Object.fromEntries(wired)]]));
  try {
    return await computeNode(definition, { inputs: resolved, parameters: parsed }, context);
  } catch (error) {
    if (error instanceof ArcspaceError) expectWhole(error, definition);
    throw error;
  }
}
