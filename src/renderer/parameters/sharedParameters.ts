import type { NodeRegistry } from '../../graph/registry.ts';
import { type Wiring, wiringOf } from '../../graph/wiring.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import { type ParameterField, parameterFields } from './fields.ts';
import { type ParameterSpec, parameterValue } from './parameterSpec.ts';
import { shownParameters } from './shownParameters.ts';

/** A parameter that several nodes have in common. */
export interface SharedParameter {
  /** As the first node declares it, within the bounds of all. */
  readonly field: ParameterField;
  /** The nodes whose value no wire decides: a change sets all of them. */
  readonly nodes: readonly string[];
  /** How many have a wire that decides. */
  readonly driven: number;
  /** What the first of the nodes holds. */
  readonly value: unknown;
  /** Whether another of them holds something else. */
  readonly isMixed: boolean;
  /** Whether one of them holds another value than its default. */
  readonly isSet: boolean;
}

interface Holder {
  readonly node: WorkflowNode;
  readonly field: ParameterField;
  readonly isDriven: boolean;
}

const text = (value: unknown) => JSON.stringify(value);

/**
 * The parameters that all of the nodes show: those of the same name, control and choices. Bounds may differ; then those count
 * that all of them keep. Nodes of one kind share what has an effect in each of them.
 */
export function sharedParameters(
  nodes: readonly WorkflowNode[],
  registry: NodeRegistry,
  workflow: Workflow,
): readonly SharedParameter[] {
  const wiring = wiringOf(workflow);
  const [first, ...others] = nodes.map((node) => holdersOf(node, registry, wiring));
  if (!first) return [];
  return [...first].flatMap(([name, holder]) => {
    const found = others.map((each) => each.get(name));
    const holders = [holder, ...found.filter((each) => each !== undefined)];
    const field = holders.length > others.length ? commonField(holders.map((each) => each.field)) : undefined;
    return field ? [shared(field, holders)] : [];
  });
}

/** By name: what a node shows and can be changed. */
function holdersOf(node: WorkflowNode, registry: NodeRegistry, { into }: Wiring): ReadonlyMap<string, Holder> {
  const entry = registry.get(node.type);
  if (!entry) return new Map();
  const wired = into.get(node.id) ?? new Map();
  const shown = new Set(shownParameters(entry, node.parameters, wired));
  const fields = parameterFields(entry).filter(({ spec, control }) => shown.has(spec) && control !== 'other');
  return new Map(fields.map((field) => [field.spec.name, { node, field, isDriven: wired.has(field.spec.name) }]));
}

function shared(field: ParameterField, holders: readonly Holder[]): SharedParameter {
  const free = holders.filter(({ isDriven }) => !isDriven);
  const values = free.map(({ node, field: { spec } }) => parameterValue(spec, node.parameters));
  const [value] = values;
  return {
    field,
    nodes: free.map(({ node }) => node.id),
    driven: holders.length - free.length,
    value,
    isMixed: values.some((each) => text(each) !== text(value)),
    isSet: free.some(({ field: { spec } }, at) => text(values[at]) !== text(spec.fallback)),
  };
}

/** Undefined where one of them is another kind of parameter, or where no number is within the bounds of all. */
function commonField(fields: readonly ParameterField[]): ParameterField | undefined {
  return fields.reduce((common: ParameterField | undefined, field) => common && meet(common, field), fields[0]);
}

function meet(one: ParameterField, other: ParameterField): ParameterField | undefined {
  if (one === other) return one;
  if (one.control !== other.control || !sameKind(one.spec, other.spec)) return undefined;
  const minimum = Math.max(one.spec.minimum ?? -Infinity, other.spec.minimum ?? -Infinity);
  const maximum = Math.min(one.spec.maximum ?? Infinity, other.spec.maximum ?? Infinity);
  if (minimum > maximum) return undefined;
  const spec = {
    ...one.spec,
    ...(minimum > -Infinity && { minimum }),
    ...(maximum < Infinity && { maximum }),
    slider: one.spec.slider && other.spec.slider,
    span: meetSpans(one.spec.span, other.spec.span),
    description: one.spec.description === other.spec.description ? one.spec.description : '',
    about: text(one.spec.about) === text(other.spec.about) ? one.spec.about : {},
  };
  return { ...one, spec };
}

function sameKind(one: ParameterSpec, other: ParameterSpec): boolean {
  const kind = ({ kind, integer, unit, zero, options, each }: ParameterSpec) =>
    text([kind, integer, unit, zero, options, each]);
  return kind(one) === kind(other);
}

function meetSpans([from, to]: ParameterSpec['span'], [start, end]: ParameterSpec['span']): ParameterSpec['span'] {
  const span = [Math.max(from, start), Math.min(to, end)] as const;
  return span[0] < span[1] ? span : [from, to];
}
