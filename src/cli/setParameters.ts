import { z } from 'zod';
import { closest } from '../graph/closest.ts';
import { ArcspaceError } from '../graph/problem.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { Workflow, WorkflowNode } from '../graph/workflow/schema.ts';

/**
 * Applies `--set` arguments: "node.parameter=value", or "name=value" for an input that the workflow offers by name. The
 * parameter's own schema decides how the value is read.
 * @throws ArcspaceError `usage`, naming what is near when a name is not known.
 */
export function setParameters(workflow: Workflow, registry: NodeRegistry, settings: readonly string[]): Workflow {
  return settings.reduce((current, setting) => setOne(current, registry, setting), workflow);
}

function setOne(workflow: Workflow, registry: NodeRegistry, setting: string): Workflow {
  const equals = setting.indexOf('=');
  if (equals < 1) throw usage(`--set "${setting}" has no name or no value.`, 'Write it as --set node.parameter=value.');
  const [node, parameter] = resolveTarget(workflow, setting.slice(0, equals));
  const value = readValue(node, parameter, schemaOf(node, parameter, registry), setting.slice(equals + 1));
  refuseWired(workflow, node, parameter);
  const changed = { ...node, parameters: { ...node.parameters, [parameter]: value } };
  return { ...workflow, nodes: workflow.nodes.map((other) => (other === node ? changed : other)) };
}

function resolveTarget(workflow: Workflow, name: string): [WorkflowNode, string] {
  const target = workflow.inputs.find((input) => input.name === name)?.target ?? name;
  const dot = target.indexOf('.');
  const node = workflow.nodes.find(({ id }) => id === target.slice(0, dot));
  if (dot > 0 && node) return [node, target.slice(dot + 1)];
  const inputs = workflow.inputs.map((input) => input.name);
  const nodes = workflow.nodes.map(({ id }) => id);
  throw dot > 0
    ? usage(`The workflow has no node "${target.slice(0, dot)}".`, suggest(target.slice(0, dot), nodes, 'nodes'))
    : usage(`The workflow has no input named "${name}".`, suggest(name, inputs, 'inputs'));
}

function schemaOf(node: WorkflowNode, parameter: string, registry: NodeRegistry): z.ZodType {
  const definition = registry.get(node.type);
  if (!definition) throw usage(`The node "${node.id}" has the unknown type "${node.type}".`, 'Update Arcspace.');
  const { shape } = definition.parameters;
  const schema = Object.hasOwn(shape, parameter) ? shape[parameter] : undefined;
  if (schema instanceof z.ZodType) return schema;
  const message = `The node "${node.id}" (${definition.title}) has no parameter "${parameter}".`;
  throw usage(message, suggest(parameter, Object.keys(shape), 'parameters'));
}

/** As it stands where the schema takes text, else as JSON: 7, true, [1, 2]. */
function readValue(node: WorkflowNode, parameter: string, schema: z.ZodType, text: string): unknown {
  const asText = schema.safeParse(text);
  if (asText.success) return text;
  const json = parseJson(text);
  const asJson = schema.safeParse(json ?? text);
  if (asJson.success) return json;
  const reason = asJson.error.issues[0]?.message.replace(/^Invalid input: /, '') ?? 'it does not fit';
  throw usage(
    `${node.id}.${parameter} cannot be "${text}": ${reason}.`,
    `The command "arcspace nodes ${node.type}" lists the allowed values.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuseWired(workflow: Workflow, node: WorkflowNode, parameter: string): void {
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
  return kind === 'inputs' ? 'Set a parameter of a node instead: --set node.parameter=value.' : `It has no ${kind}.`;
}

function usage(message: string, remedy: string): ArcspaceError {
  return new ArcspaceError('usage', message, remedy);
}
