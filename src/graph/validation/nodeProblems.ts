import type { z } from 'zod';
import { closest } from '../closest.ts';
import type { Problem } from '../problem.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import { wiresNeeded } from '../wiresNeeded.ts';
import { throughBypass, type Wiring } from '../wiring.ts';
import type { WorkflowNode } from '../workflow/schema.ts';

/** What is wrong with a node by itself: its type, its version, its parameters, its missing inputs. */
export function nodeProblems(node: WorkflowNode, registry: NodeRegistry, wiring: Wiring): Problem[] {
  const definition = registry.get(node.type);
  if (!definition) return [unknownType(node, registry)];
  if (node.version > definition.version) return [newerNode(node, definition)];
  return [...parameterProblems(node, definition), ...missingInputs(node, definition, registry, wiring)];
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
    message: `"${definition.title}" was saved as version ${node.version}; this program has version ${definition.version}.`,
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
      message: `The parameter "${inWords(parameter)}" of "${definition.title}" is not valid: ${issue.message.replace(/^Invalid input: /, '')}.`,
      place: { node: node.id, port: parameter },
      remedy: `Set it to a value that is allowed, or reset it to its default.`,
    };
  });
}

const inWords = (name: string) => name.replaceAll('_', ' ');

function missingInputs(node: WorkflowNode, definition: NodeEntry, registry: NodeRegistry, wiring: Wiring): Problem[] {
  const wired = [...(wiring.into.get(node.id) ?? [])]
    .filter(([, from]) => throughBypass(wiring, registry, from) !== undefined)
    .map(([name]) => name);
  return Object.entries(definition.inputs).flatMap(([name, declared]) => {
    const count = declared.options.repeat
      ? wired.filter((port) => port.startsWith(`${name}.`)).length
      : wired.includes(name)
        ? 1
        : 0;
    const needed = wiresNeeded(definition, name);
    if (count >= needed) return [];
    return [
      {
        code: 'missing-input',
        message: `"${definition.title}" needs ${needed === 1 ? 'a wire' : `${needed} wires`} at "${inWords(name)}"${count > 0 ? `, it has ${count}` : ''}.`,
        place: { node: node.id, port: name },
        remedy: wiring.into.get(node.id)?.has(name)
          ? 'The node before it is bypassed and has nothing of this kind to pass on: switch it on, or mute this one.'
          : `Drag one to it from an output that gives ${inWords(declared.type)}, or mute the node.`,
      },
    ];
  });
}
