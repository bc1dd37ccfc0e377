import { nodeTitle } from '../../../graph/nodeTitle.ts';
import { findParameter } from '../../../graph/parameters/findParameter.ts';
import { idleParameters } from '../../../graph/parameters/idleParameters.ts';
import { type Plan, plan } from '../../../graph/plan.ts';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { axisName, type SweepAxis, shownValue } from '../../../graph/sweep/axis.ts';
import { axisOf, axisOfLines } from '../../../graph/sweep/readAxis.ts';
import { wiringOf } from '../../../graph/wiring.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { type Control, parameterFields } from '../../parameters/fields.ts';
import { type ParameterSpec, parameterValue } from '../../parameters/parameterSpec.ts';

/** An axis as it is being written. */
export interface AxisDraft {
  /** "denoise.guidance"; empty for none. */
  readonly name: string;
  readonly written: string;
}

export interface ReadDraft {
  readonly axis?: SweepAxis;
  readonly problem?: Problem;
}

export function readDraft(workflow: Workflow, registry: NodeRegistry, { name, written }: AxisDraft): ReadDraft {
  try {
    return { axis: axisOf(findParameter(workflow, registry, name), written) };
  } catch (thrown) {
    return { problem: problemFrom(thrown) };
  }
}

/** The lines of a text as an axis is written. @throws ArcspaceError naming the line that is no value of the parameter. */
export function writtenLines(workflow: Workflow, registry: NodeRegistry, name: string, text: string): string {
  return JSON.stringify(axisOfLines(findParameter(workflow, registry, name), text).values);
}

/** A node with the parameters that a sweep can go over. */
export interface SweptNode {
  readonly title: string;
  readonly parameters: readonly SweptParameter[];
}

export interface SweptParameter {
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  readonly spec: ParameterSpec;
  readonly control: Control;
}

/** The value as an axis of its own: a text with commas or braces is written so that it is not taken for several, and in one line. */
export function writtenValue(workflow: Workflow, registry: NodeRegistry, { name, value }: SweptParameter): string {
  const plain = shownValue(value);
  const list = JSON.stringify([value]);
  const { axis } = readDraft(workflow, registry, { name, written: plain });
  return JSON.stringify(axis?.values) === list && !plain.includes('\n') ? plain : list;
}

/**
 * Of the nodes that a run computes, those parameters that no wire decides and that have an effect, be it only with other
 * values of a parameter that is swept too: a switch that is swept computes either side.
 * @param axes names of what is swept.
 */
export function sweptNodes(
  workflow: Workflow,
  registry: NodeRegistry,
  axes: ReadonlySet<string> = new Set(),
): readonly SweptNode[] {
  const { nodes, into } = wiringOf(workflow);
  const swept = plannedFor(workflow, registry, axes).nodes.map(({ id, definition }): SweptNode => {
    const node = nodes.get(id);
    const values = node?.parameters ?? {};
    const wired = into.get(id) ?? new Map();
    const isSwept = (parameter: string) => axes.has(axisName({ node: id, parameter }));
    const fields = parameterFields(definition);
    const swept = fields.map(({ spec }) => spec.name).filter(isSwept);
    // What is swept may be anything, as what a wire drives.
    const idle = idleParameters(definition, values, new Set([...wired.keys(), ...swept]));
    const offered = fields.filter(({ spec: { name } }) => !wired.has(name) && (isSwept(name) || !idle.has(name)));
    return {
      title: node ? nodeTitle(node, registry) : id,
      parameters: offered.map(({ spec, control }) => ({
        name: axisName({ node: id, parameter: spec.name }),
        label: spec.label,
        value: parameterValue(spec, values),
        spec,
        control,
      })),
    };
  });
  return swept.filter(({ parameters }) => parameters.length > 0);
}

/** With either side of what is swept; as it is, where the other side is not complete. */
function plannedFor(workflow: Workflow, registry: NodeRegistry, axes: ReadonlySet<string>): Plan {
  const swept = new Set([...axes].map((name) => name.slice(0, name.indexOf('.'))));
  const open = plan(workflow, registry, [], (node) => swept.has(node));
  return open.problems.length === 0 ? open : plan(workflow, registry, []);
}
