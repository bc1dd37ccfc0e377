import { embeddingNames, renameEmbedding } from '../../diffusion/prompts/embeddingNames.ts';
import type { ParameterMeta } from '../defineNode.ts';
import { idleParameters } from '../parameters/idleParameters.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import type { WorkflowNode } from '../workflow/schema.ts';
import type { ModelName, ModelRole } from './knownModel.ts';

/** A name in a parameter of a node. */
export interface NamedModel extends ModelName {
  readonly parameter: string;
}

/** How a parameter names models, by what its declaration says of it. */
interface Naming {
  names(value: string): readonly string[];
  renamed(value: string, from: string, to: string): string;
}

const wholeValue: Naming = {
  names: (value) => (value === '' ? [] : [value]),
  renamed: (value, from, to) => (value === from ? to : value),
};

const inPrompt: Naming = {
  names: (value) => embeddingNames([value]),
  renamed: renameEmbedding,
};

const controls: ReadonlySet<unknown> = new Set<ModelRole>(['model', 'denoiser', 'vae', 'text_encoder', 'lora']);

function namingOf({ control, isPrompt }: ParameterMeta): (Naming & { readonly role: ModelRole }) | undefined {
  if (isPrompt) return { ...inPrompt, role: 'embedding' };
  return controls.has(control) ? { ...wholeValue, role: control as ModelRole } : undefined;
}

const naming = new WeakMap<NodeEntry, boolean>();

/** Whether nodes of a type can name models at all. */
export function canNameModels(entry: NodeEntry): boolean {
  const known = naming.get(entry);
  if (known !== undefined) return known;
  const can = Object.values(entry.parameters.shape).some((parameter) => namingOf(parameter.meta() ?? {}) !== undefined);
  naming.set(entry, can);
  return can;
}

/** The models, parts, LoRAs and embeddings that the parameters of a node name, those without effect left out. */
export function namedModels(node: WorkflowNode, registry: NodeRegistry, wired: ReadonlySet<string>): NamedModel[] {
  const definition = registry.get(node.type);
  if (!definition || !canNameModels(definition)) return [];
  const parsed = definition.parameters.safeParse(node.parameters);
  if (!parsed.success) return [];
  const idle = idleParameters(definition, parsed.data, wired);
  return Object.entries(parsed.data).flatMap(([parameter, value]) => {
    const meta = definition.parameters.shape[parameter]?.meta() ?? {};
    const naming = namingOf(meta);
    if (!naming || typeof value !== 'string' || wired.has(parameter) || idle.has(parameter)) return [];
    return naming.names(value).map((name) => ({ role: naming.role, name, parameter }));
  });
}

/** The node with another name where one of its parameters named `from`. */
export function withOtherModel(node: WorkflowNode, registry: NodeRegistry, from: NamedModel, to: string): WorkflowNode {
  const definition = registry.get(node.type);
  const meta = definition?.parameters.shape[from.parameter]?.meta() ?? {};
  const value = node.parameters[from.parameter] ?? definition?.parameters.parse(node.parameters)[from.parameter];
  const renamed = typeof value === 'string' ? namingOf(meta)?.renamed(value, from.name, to) : undefined;
  if (renamed === undefined || renamed === value) return node;
  return { ...node, parameters: { ...node.parameters, [from.parameter]: renamed } };
}
