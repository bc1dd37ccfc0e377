import type { z } from 'zod';
import { closest } from './closest.ts';
import { compatible, findPort } from './port.ts';
import type { Problem } from './problem.ts';
import type { NodeEntry, NodeRegistry } from './registry.ts';
import { outputType, throughBypass, type Wiring, wiringOf } from './wiring.ts';
import { parseLinkEnd } from './workflow/link.ts';
import type { Workflow, WorkflowLink, WorkflowNode } from './workflow/schema.ts';

/**
 * Everything that keeps a workflow from running, each with node, port, what was expected, what came, and the remedy.
 * Nothing runs. `within` limits the question to some nodes: an unfinished corner does not stop the rest.
 */
export function validate(workflow: Workflow, registry: NodeRegistry, within?: ReadonlySet<string>): Problem[] {
  const wiring = wiringOf(workflow);
  const concerned = (id: string | undefined) => within === undefined || (id !== undefined && within.has(id));
  const active = workflow.nodes.filter((node) => concerned(node.id) && node.mode === 'on');
  return [
    ...active.flatMap((node) => nodeProblems(node, registry, wiring)),
    ...workflow.links
      .filter((link) => concerned(parseLinkEnd(link.to)?.node))
      .flatMap((link) => linkProblems(link, registry, wiring)),
    ...doubleLinks(workflow.links.filter((link) => concerned(parseLinkEnd(link.to)?.node))),
    ...cycles(wiring, workflow.nodes.map((node) => node.id).filter(concerned)),
  ];
}

function nodeProblems(node: WorkflowNode, registry: NodeRegistry, wiring: Wiring): Problem[] {
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
      message: `The parameter "${parameter}" of "${definition.title}" is not valid: ${issue.message}.`,
      place: { node: node.id, port: parameter },
      remedy: `Set it to a value that is allowed, or reset it to its default.`,
    };
  });
}

function missingInputs(node: WorkflowNode, definition: NodeEntry, registry: NodeRegistry, wiring: Wiring): Problem[] {
  const wired = [...(wiring.into.get(node.id) ?? [])]
    .filter(([, from]) => throughBypass(wiring, registry, from) !== undefined)
    .map(([name]) => name);
  return Object.entries(definition.inputs).flatMap(([name, declared]) => {
    const { optional, repeat } = declared.options;
    const count = repeat ? wired.filter((port) => port.startsWith(`${name}.`)).length : wired.includes(name) ? 1 : 0;
    const needed = repeat ? repeat.min : optional || Object.hasOwn(definition.parameters.shape, name) ? 0 : 1;
    if (count >= needed) return [];
    return [
      {
        code: 'missing-input',
        message: `"${definition.title}" needs ${needed === 1 ? 'a wire' : `${needed} wires`} at "${name}" (${declared.type})${count > 0 ? `, it has ${count}` : ''}.`,
        place: { node: node.id, port: name },
        remedy: `Drag a wire from an output of type ${declared.type} to it, or mute the node.`,
      },
    ];
  });
}

function linkProblems(link: WorkflowLink, registry: NodeRegistry, wiring: Wiring): Problem[] {
  const from = parseLinkEnd(link.from);
  const to = parseLinkEnd(link.to);
  if (!from || !to) return [dangling(link, 'its ends are not written as "node.port"')];
  const source = wiring.nodes.get(from.node);
  const target = wiring.nodes.get(to.node);
  if (!source) return [dangling(link, `there is no node "${from.node}"`, to.node, to.port)];
  if (!target) return [dangling(link, `there is no node "${to.node}"`, from.node, from.port)];
  const sourceDefinition = registry.get(source.type);
  const targetDefinition = registry.get(target.type);
  if (!sourceDefinition || !targetDefinition) return [];
  const type = outputType(wiring, registry, from);
  if (!type) return [dangling(link, `"${sourceDefinition.title}" has no output "${from.port}"`, to.node, to.port)];
  const input = findPort(targetDefinition.inputs, to.port);
  if (!input) return [dangling(link, `"${targetDefinition.title}" has no input "${to.port}"`, to.node, to.port)];
  if (compatible(type, input.type)) return [];
  return [
    {
      code: 'wrong-type',
      message: `"${targetDefinition.title}" expects ${input.type} at "${to.port}", but "${sourceDefinition.title}" gives ${type}.`,
      place: { node: to.node, port: to.port },
      remedy: remedyForTypes(type, input.type),
    },
  ];
}

/** The node that turns one type into the other, where there is one. */
const BRIDGES: Readonly<Record<string, string>> = {
  'image latents': 'Put an Encode node between them.',
  'latents image': 'Put a Decode node between them.',
  'text conditioning': 'Put a Prompt node between them.',
  'direction latents': 'A direction is not a point: use Apply directions to add it to latents.',
  'latents direction': 'A point is not a direction: the difference of two points is one, as Attribute vector makes it.',
  'numbers number': 'A list does not fit a single value: use a Number node.',
};

function remedyForTypes(from: string, to: string): string {
  return BRIDGES[`${from} ${to}`] ?? `Wire an output of type ${to} to it.`;
}

function dangling(link: WorkflowLink, why: string, node?: string, port?: string): Problem {
  return {
    code: 'dangling-wire',
    message: `The wire from "${link.from}" to "${link.to}" leads nowhere: ${why}.`,
    place: { ...(node === undefined ? {} : { node }), ...(port === undefined ? {} : { port }) },
    remedy: 'Remove the wire, or correct its ends.',
  };
}

function doubleLinks(links: readonly WorkflowLink[]): Problem[] {
  const seen = new Set<string>();
  return links.flatMap((link) => {
    const double = seen.has(link.to);
    seen.add(link.to);
    const end = parseLinkEnd(link.to);
    if (!double || !end) return [];
    return [
      {
        code: 'double-wire',
        message: `Two wires end in "${link.to}", which takes one.`,
        place: { node: end.node, port: end.port },
        remedy: 'Remove one of them.',
      },
    ];
  });
}

function cycles(wiring: Wiring, ids: readonly string[]): Problem[] {
  const cycle = findCycle(wiring, ids);
  const [node] = cycle ?? [];
  if (!cycle || node === undefined) return [];
  return [
    {
      code: 'cycle',
      message: `These nodes wait for each other: ${[...cycle, node].join(' -> ')}.`,
      place: { node },
      remedy: 'Remove one of the wires between them. To repeat a step, chain several nodes.',
    },
  ];
}

/** Depth first, without recursion: a file may hold thousands of nodes in a row. */
function findCycle(wiring: Wiring, ids: readonly string[]): string[] | undefined {
  const finished = new Set<string>();
  for (const start of ids) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const stack: { id: string; leave: boolean }[] = [{ id: start, leave: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      if (top.leave) {
        path.pop();
        onPath.delete(top.id);
        finished.add(top.id);
        continue;
      }
      if (onPath.has(top.id)) return path.slice(path.indexOf(top.id));
      if (finished.has(top.id)) continue;
      path.push(top.id);
      onPath.add(top.id);
      stack.push({ id: top.id, leave: true });
      for (const next of wiring.outOf.get(top.id) ?? []) stack.push({ id: next, leave: false });
    }
  }
  return undefined;
}
