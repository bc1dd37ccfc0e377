import { computeNode } from '../../src/graph/clips/computeNode.ts';
import type { Context } from '../../src/graph/context.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { NodeEntry } from '../../src/graph/registry.ts';
import { resolveInputs } from '../../src/graph/resolveInputs.ts';
import { nodeRegistry } from '../index.ts';
import { fakeContext } from './fakeContext.ts';
import { expectWholeOutputs, expectWholeRefusal } from './whole.ts';

/** The declaration of a node. */
export function nodeOf(type: string): NodeEntry {
  const definition = nodeRegistry.get(type);
  if (!definition) throw new Error(`there is no node ${type}`);
  return definition;
}

/**
 * Computes a node as a run does, and expects all that any answer and any refusal has: parameters parsed, free inputs taken from parameters of the same name, repeated inputs
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
    const outputs = await computeNode(definition, { inputs: resolved, parameters: parsed }, context);
    expectWholeOutputs(outputs, definition);
    return outputs;
  } catch (error) {
    if (error instanceof ArcspaceError) expectWholeRefusal(error, definition);
    throw error;
  }
}
