import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { type ForeignGraph, type ForeignNode, passedInput } from './foreignGraph.ts';
import { ruleFor } from './rules/index.ts';
import type { Helper, Rule, Surroundings } from './rules/rule.ts';
import { widgetsOf } from './widgets.ts';

/** Before the type of a node that has no equal here. */
export const PLACEHOLDER = 'comfyui/';

/** A node as it stands in a workflow of ours, and what its ports are called there. */
export interface Converted {
  readonly node: WorkflowNode;
  readonly understood: boolean;
  readonly helper?: Helper;
  input(slot: number): string;
  output(slot: number): string;
  /** Our parameter for a widget of theirs; undefined where there is none. */
  parameter(widget: string): string | undefined;
}

/** Which ports of a node wires use. */
export interface Wired {
  readonly inputs: ReadonlySet<number>;
  readonly outputs: ReadonlySet<number>;
}

/** @param id that the node is to have. */
export function convertNode(
  node: ForeignNode,
  wired: Wired,
  surroundings: Omit<Surroundings, 'wired'>,
  freeId: (wanted: string) => string,
): Converted {
  const rule = ruleFor(node.type);
  if (!rule) return placeholder(node, freeId);
  const names = [...wired.inputs].map((slot) => inputName(node, slot));
  const unknownInput = names.find((name) => !Object.hasOwn(rule.inputs, name));
  // Of a node that stays a placeholder only that is said.
  const remarks: string[] = [];
  const remark = (sentence: string) => void remarks.push(sentence);
  const widgets = widgetsOf(node, rule.widgets);
  const equal = rule.equal(widgets, { ...surroundings, wired: new Set(names), remark }, node);
  const because =
    'because' in equal
      ? equal.because
      : (widgets.unreadable() ?? unfitting(unknownInput, [...wired.outputs], equal.outputs ?? rule.outputs));
  if (because !== undefined || 'because' in equal) {
    surroundings.remark(`${titleOf(node)} is a placeholder, because ${because}.`);
    return placeholder(node, freeId);
  }
  for (const sentence of remarks) surroundings.remark(sentence);
  const { type = rule.type, outputs = rule.outputs } = equal;
  return {
    node: workflowNode(node, freeId(`${type}_${node.id}`), type, equal.parameters),
    understood: true,
    ...(equal.helper && { helper: equal.helper }),
    input: (slot) => rule.inputs[inputName(node, slot)] as string,
    output: (slot) => outputs[slot] as string,
    parameter: (widget) => parameterFor(widget, rule, equal.parameters),
  };
}

/** By another name, the same, or, of nodes that hold one value, the one that there is. */
function parameterFor(
  widget: string,
  { inputs, names = {} }: Rule,
  parameters: Readonly<Record<string, unknown>>,
): string | undefined {
  const [only] = widget === 'value' ? Object.keys(parameters) : [];
  const has = (name: string | undefined) => name !== undefined && Object.hasOwn(parameters, name);
  return [inputs[widget], names[widget], widget, only].find(has);
}

function unfitting(
  input: string | undefined,
  slots: readonly number[],
  outputs: readonly string[],
): string | undefined {
  if (input !== undefined) return `nothing can be wired to its "${input}" here`;
  const slot = slots.find((each) => each >= outputs.length);
  return slot === undefined ? undefined : `its output ${slot + 1} is used, which its equal here does not have`;
}

export function titleOf({ title, type, id }: ForeignNode): string {
  return `"${(title ?? type).slice(0, 100)}" (${id})`;
}

function inputName(node: ForeignNode, slot: number): string {
  const port = node.inputs[slot];
  return port?.widget ?? port?.name ?? `input ${slot + 1}`;
}

function workflowNode(
  node: ForeignNode,
  id: string,
  type: string,
  parameters: Readonly<Record<string, unknown>>,
): WorkflowNode {
  const { title, position, color, collapsed, mode } = node;
  return {
    id,
    type,
    version: 1,
    ...(title !== undefined && { title: title.slice(0, 200) }),
    position: [position[0], position[1]],
    ...(collapsed && { collapsed }),
    ...(color !== undefined && { color }),
    mode,
    parameters,
  };
}

/** Keeps every byte of the node, and every port that a wire may name. */
function placeholder(node: ForeignNode, freeId: (wanted: string) => string): Converted {
  const inputs = uniqueNames(node.inputs.map(({ name }) => name));
  const outputs = uniqueNames(node.outputs.map(({ name }) => name));
  const type = `${PLACEHOLDER}${node.type}`.slice(0, 200);
  const { title = node.type, size } = node;
  const given = Object.keys(node.given).length > 0 && { given: node.given };
  return {
    node: {
      ...workflowNode({ ...node, title }, freeId(`${node.type}_${node.id}`), type, {}),
      ...(size && { size: [size[0], size[1]] }),
      passes: passesOf(node, inputs, outputs),
      comfyui: { node: node.source, ...given },
    },
    understood: false,
    input: (slot) => inputs[slot] ?? `input_${slot + 1}`,
    output: (slot) => outputs[slot] ?? `output_${slot + 1}`,
    parameter: () => undefined,
  };
}

function passesOf(node: ForeignNode, inputs: readonly string[], outputs: readonly string[]): Record<string, string> {
  const passed = node.outputs.flatMap((_, slot) => {
    const input = passedInput(node, slot);
    return input === undefined ? [] : [[outputs[slot] as string, inputs[input] as string] as const];
  });
  return Object.fromEntries(passed);
}

/** Names of ports as links may have them; of two that are the same, the second is numbered. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const clean = name.trim().slice(0, 60) || `port_${index + 1}`;
    const unique = taken.has(clean) ? `${clean}_${index + 1}` : clean;
    taken.add(unique);
    return unique;
  });
}

/** By node, which of its ports wires use. */
export function wiredPorts({ nodes, links }: ForeignGraph): ReadonlyMap<string, Wired> {
  const wired = new Map(nodes.map(({ id }) => [id, { inputs: new Set<number>(), outputs: new Set<number>() }]));
  for (const { from, to } of links) {
    wired.get(from.node)?.outputs.add(from.slot);
    wired.get(to.node)?.inputs.add(to.slot);
  }
  return wired;
}
