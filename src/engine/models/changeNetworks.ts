import type { Lora, LoraTerm } from '../../diffusion/lora.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { LoraModules } from '../checkpoints/lora/fitLora.ts';
import type { NetworkLora, NetworkSource } from '../sessions/networkSource.ts';

/** A LoRA as its file has it. */
export interface ReadLora {
  /** By the parts of a model: "unet", "text_encoder_2". */
  readonly parts: ReadonlyMap<string, LoraModules>;
}

/** The file of a term. @throws ArcspaceError for one that is gone, or no LoRA. */
export type LoraReader = (term: LoraTerm) => Promise<ReadLora>;

type Networks = Readonly<Record<string, NetworkSource>>;

export interface ChangedNetworks {
  readonly networks: Networks;
  /** The strengths, as inputs of the networks. */
  readonly strengths: Readonly<Record<string, Tensor>>;
  readonly warning?: string;
}

/**
 * These networks of a model with LoRAs beside their weights. What tells the changed networks from others is which LoRAs they have,
 * not how strong: strengths are inputs.
 * @throws ArcspaceError for a LoRA that was made for another kind of model.
 */
export async function changeNetworks(networks: Networks, { terms }: Lora, read: LoraReader): Promise<ChangedNetworks> {
  const loras = await Promise.all(terms.map(async (term, index) => ({ term, index, ...(await read(term)) })));
  const found = new Map<string, number>();
  const changed: Record<string, NetworkSource> = {};
  for (const [part, network] of Object.entries(networks)) {
    const ofPart = loras.flatMap((lora) => networkLora(lora, part));
    const adapted = await network.adapted?.(ofPart);
    changed[part] = adapted?.network ?? network;
    for (const [id, count] of adapted?.found ?? []) found.set(id, (found.get(id) ?? 0) + count);
  }
  const warnings = loras.flatMap(({ term, parts }) =>
    leftOut(term, wantedOf(parts, networks), found.get(term.id) ?? 0),
  );
  return {
    networks: changed,
    strengths: Object.fromEntries(terms.map(({ strength }, index) => [inputName(index), scalar(strength)])),
    ...(warnings.length > 0 && { warning: warnings.join(' ') }),
  };
}

interface NumberedLora extends ReadLora {
  readonly term: LoraTerm;
  readonly index: number;
}

function networkLora({ term: { id, name }, index, parts }: NumberedLora, part: string): NetworkLora[] {
  const modules = parts.get(part);
  return modules ? [{ id, name, strengthInput: inputName(index), modules }] : [];
}

function inputName(index: number): string {
  return `lora_${index}`;
}

function scalar(value: number): Tensor {
  return tensor(Float32Array.of(value), []);
}

/** How many modules of a LoRA are for these networks. */
function wantedOf(parts: ReadLora['parts'], networks: Networks): number {
  return Object.keys(networks).reduce((sum, part) => sum + (parts.get(part)?.size ?? 0), 0);
}

function leftOut({ name }: LoraTerm, wanted: number, found: number): string[] {
  if (wanted > 0 && found === 0) throw otherModel(name);
  if (found === wanted) return [];
  return [
    `${wanted - found} of the ${wanted} layers that the LoRA "${name}" changes are not in this model, and were left out.`,
  ];
}

function otherModel(name: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The LoRA "${name}" changes layers that this model does not have.`,
    'Use a LoRA for this kind of model, or the model that the LoRA was made for.',
    { port: 'lora' },
  );
}
