import type { z } from 'zod';
import { unneededInputs } from '../chosenWires.ts';
import { closest } from '../closest.ts';
import type { Wires } from '../flow.ts';
import { enumerated, portLabel, titleOf, typeWords, words } from '../labels.ts';
import type { Problem } from '../problem.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { WorkflowNode } from '../workflow/schema.ts';
import { type MissingInput, missingInputs } from './missingInputs.ts';

/** What is wrong with a node by itself: its type, its version, its parameters, its missing inputs. */
export function nodeProblems(node: WorkflowNode, wires: Wires): Problem[] {
  const definition = wires.registry.get(node.type);
  if (!definition) return [unknownType(node, wires.registry)];
  if (node.version > definition.version) return [newerNode(node, definition)];
  return [
    ...parameterProblems(node, definition),
    ...missingWires(node, definition, wires),
    ...mixedSides(node, definition, wires),
  ];
}

function unknownType(node: WorkflowNode, registry: NodeRegistry): Problem {
  const guess = closest(node.type, [...registry.keys()]);
  return {
    code: 'unknown-node',
    message: `There is no node of type "${node.type}".`,
    place: { node: node.id },
    remedy: guess
      ? `Did you mean "${guess}"? Otherwise remove or mute the node.`
      : 'Remove or mute the node, or update Arcspace.',
  };
}

function newerNode(node: WorkflowNode, definition: NodeEntry): Problem {
  return {
    code: 'newer-node',
    message: `"${titleOf(node, definition)}" was saved as version ${node.version}; this program has version ${definition.version}.`,
    place: { node: node.id },
    remedy: 'Update Arcspace, or replace the node.',
  };
}

function parameterProblems(node: WorkflowNode, definition: NodeEntry): Problem[] {
  const result = definition.parameters.safeParse(node.parameters);
  if (result.success) return [];
  return result.error.issues.map((issue: z.core.$ZodIssue) => {
    const parameter = String(issue.path[0] ?? '');
    return {
      code: 'invalid-parameter',
      message: `The parameter "${words(parameter)}" of "${titleOf(node, definition)}" is not valid: ${issue.message.replace(/^Invalid input: /, '')}.`,
      place: { node: node.id, port: parameter },
      remedy: `Set it to a value that is allowed, or reset it to its default.`,
    };
  });
}

/** All wires that the node lacks, in one sentence. */
function missingWires(node: WorkflowNode, definition: NodeEntry, wires: Wires): Problem[] {
  const into = wires.wiring.into.get(node.id) ?? new Map<string, LinkEnd>();
  const fed = fedInputs(node, wires);
  const missing = [...missingInputs(definition, new Set(fed.keys())), ...missingSides(node, definition, wires)];
  const [first] = missing;
  if (!first) return [];
  const labels = enumerated(missing.map(({ name }) => portLabel(name)));
  return [
    {
      code: 'missing-input',
      message: `"${titleOf(node, definition)}" needs ${missing.length === 1 ? 'a wire' : 'wires'} at ${labels}.`,
      place: { node: node.id, port: first.name, ports: missing.map(({ name }) => name) },
      remedy: remedyFor(missing, into),
    },
  ];
}

/** The inputs to which something comes, bypassed nodes or not. */
function fedInputs({ id }: WorkflowNode, { wiring, flow }: Wires): ReadonlyMap<string, LinkEnd> {
  return new Map([...(wiring.into.get(id) ?? [])].filter(([, from]) => flow.sourceOf(from) !== undefined));
}

/** Among what a node chooses. */
function sidesOf({ inputs, chooses }: NodeEntry): readonly MissingInput[] {
  if (!chooses) return [];
  return Object.entries(inputs).flatMap(([name, port]) => (port.type === 'any' ? [{ name, port }] : []));
}

/** What is chosen, where that is known before a run and nothing comes from there. */
function missingSides(node: WorkflowNode, definition: NodeEntry, wires: Wires): readonly MissingInput[] {
  const unneeded = unneededInputs(node.id, wires);
  if (unneeded.length === 0) return [];
  const fed = fedInputs(node, wires);
  return sidesOf(definition).filter(({ name }) => !unneeded.includes(name) && !fed.has(name));
}

/** Several kinds of things, among which a node chooses while it runs: what takes them would be checked for one. */
function mixedSides(node: WorkflowNode, definition: NodeEntry, wires: Wires): Problem[] {
  const fed = fedInputs(node, wires);
  const unneeded = unneededInputs(node.id, wires);
  const typed = sidesOf(definition).flatMap(({ name }) => {
    const end = unneeded.includes(name) ? undefined : fed.get(name);
    const type = end && wires.flow.typeOf(end);
    return type && type !== 'any' ? [{ name, type }] : [];
  });
  const [first] = typed;
  const other = first && typed.find(({ type }) => type !== first.type);
  if (!other) return [];
  return [
    {
      code: 'wrong-type',
      message: `"${titleOf(node, definition)}" gets ${typeWords(first.type)} at ${portLabel(first.name)}, but ${typeWords(other.type)} at ${portLabel(other.name)}, and which of them it passes on is only known while it runs.`,
      place: { node: node.id, port: other.name },
      remedy: 'Wire things of one kind to it, or let On or off, or a Number, choose.',
    },
  ];
}

function remedyFor(missing: readonly MissingInput[], into: ReadonlyMap<string, LinkEnd>): string {
  const bypassed = missing.filter(({ name }) => into.has(name));
  const unwired = missing.filter(({ name }) => !into.has(name));
  const passing = `What is wired to ${enumerated(bypassed.map(({ name }) => portLabel(name)))} is bypassed and has nothing of this kind to pass on: switch it on`;
  if (unwired.length === 0) return `${passing}, or mute this one.`;
  const types = enumerated([...new Set(unwired.map(({ port }) => typeWords(port.type)))]);
  const dragging =
    unwired.length === 1
      ? `Drag one to it from an output that gives ${types}, or mute the node.`
      : `Drag them from outputs that give ${types}, or mute the node.`;
  return bypassed.length === 0 ? dragging : `${passing}. ${dragging}`;
}
