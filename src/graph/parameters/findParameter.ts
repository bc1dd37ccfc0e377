import { z } from 'zod';
import { closest } from '../closest.ts';
import { ArcspaceError } from '../problem.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';

/** A parameter of a node of a workflow. */
export interface FoundParameter {
  readonly node: WorkflowNode;
  readonly definition: NodeEntry;
  readonly parameter: string;
  readonly schema: z.ZodType;
}

/**
 * The parameter that "node.parameter" means, "block.parameter" for one that a block shows, or the name of an input that the
 * workflow offers.
 * @throws ArcspaceError `usage`, naming what is near when a name is not known, or what drives the parameter by a wire.
 */
export function findParameter(workflow: Workflow, registry: NodeRegistry, name: string): FoundParameter {
  const [node, parameter] = resolveTarget(workflow, name);
  const found = { node, parameter, ...declarationOf(node, parameter, registry) };
  refuseWired(workflow, found);
  return found;
}

/** The workflow with another value there, which is not looked at. */
export function withParameter(workflow: Workflow, node: string, parameter: string, value: unknown): Workflow {
  const nodes = workflow.nodes.map((each) =>
    each.id === node ? { ...each, parameters: { ...each.parameters, [parameter]: value } } : each,
  );
  return { ...workflow, nodes };
}

function resolveTarget(workflow: Workflow, name: string): [WorkflowNode, string] {
  const offered = workflow.inputs.find((input) => input.name === name)?.target ?? name;
  const target = parameterOfBlock(workflow, offered) ?? offered;
  const dot = target.indexOf('.');
  const node = workflow.nodes.find(({ id }) => id === target.slice(0, dot));
  if (dot > 0 && node) return [node, target.slice(dot + 1)];
  const inputs = workflow.inputs.map((input) => input.name);
  const nodes = [...workflow.nodes, ...(workflow.blocks ?? [])].map(({ id }) => id);
  throw dot > 0
    ? usage(`The workflow has no node "${target.slice(0, dot)}".`, suggest(target.slice(0, dot), nodes, 'nodes'))
    : usage(`The workflow has no input named "${name}".`, suggest(name, inputs, 'inputs'));
}

/** The node's own parameter behind one that a block shows; undefined for any other name. */
function parameterOfBlock({ blocks = [] }: Workflow, name: string): string | undefined {
  const dot = name.indexOf('.');
  const block = blocks.find(({ id }) => id === name.slice(0, dot));
  if (!block) return undefined;
  const parameter = name.slice(dot + 1);
  const shown = block.parameters.find((each) => each.name === parameter);
  if (shown) return shown.target;
  const names = block.parameters.map((each) => each.name);
  throw usage(`The block "${block.id}" shows no parameter "${parameter}".`, suggest(parameter, names, 'parameters'));
}

function declarationOf(
  node: WorkflowNode,
  parameter: string,
  registry: NodeRegistry,
): Pick<FoundParameter, 'definition' | 'schema'> {
  const definition = registry.get(node.type);
  if (!definition) throw usage(`The node "${node.id}" has the unknown type "${node.type}".`, 'Update Arcspace.');
  const { shape } = definition.parameters;
  const schema = Object.hasOwn(shape, parameter) ? shape[parameter] : undefined;
  if (schema instanceof z.ZodType) return { definition, schema };
  const message = `The node "${node.id}" (${definition.title}) has no parameter "${parameter}".`;
  throw usage(message, suggest(parameter, Object.keys(shape), 'parameters'));
}

function refuseWired(workflow: Workflow, { node, parameter }: FoundParameter): void {
  const link = workflow.links.find(({ to }) => to === `${node.id}.${parameter}`);
  if (!link) return;
  const source = link.from.slice(0, link.from.indexOf('.'));
  const message = `${node.id}.${parameter} is connected to "${source}", so setting it would have no effect.`;
  throw usage(message, `Set a parameter of "${source}" instead.`);
}

function suggest(name: string, candidates: readonly string[], kind: string): string {
  const near = closest(name, candidates);
  if (near) return `Did you mean "${near}"?`;
  if (candidates.length > 0) return `Its ${kind} are ${candidates.slice(0, 30).join(', ')}.`;
  return kind === 'inputs' ? 'Name a parameter of a node instead: node.parameter=value.' : `It has no ${kind}.`;
}

function usage(message: string, remedy: string): ArcspaceError {
  return new ArcspaceError('usage', message, remedy);
}
