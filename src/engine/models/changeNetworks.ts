import type { Lora, LoraTerm } from '../../diffusion/lora.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { LoraWeights } from '../checkpoints/loras/readLora.ts';
import type { WeightTable } from '../checkpoints/weights.ts';
import type { NetworkLora, NetworkSource } from '../sessions/networkSource.ts';

/**
 * Reads the file of a term.
 * @param tables weights of the networks that can be changed, by their parts.
 * @throws ArcspaceError for a file that is gone, no LoRA, or made for another kind of model.
 */
export type LoraReader = (term: LoraTerm, tables: ReadonlyMap<string, WeightTable>) => Promise<LoraWeights>;

type Networks = Readonly<Record<string, NetworkSource>>;

export interface ChangedNetworks {
  readonly networks: Networks;
  /** The strengths, as inputs of the networks. */
  readonly strengths: Readonly<Record<string, Tensor>>;
  readonly warning?: string;
}

interface NumberedLora extends LoraWeights {
  readonly term: LoraTerm;
  readonly strengthInput: string;
}

/**
 * The networks of a model with LoRAs beside their weights. What tells the changed networks from others is which LoRAs they have, not
 * how strong: strengths are inputs. Networks whose weights cannot be reached stay as they are.
 * @throws ArcspaceError for a LoRA that was made for another kind of model.
 */
export async function changeNetworks(networks: Networks, { terms }: Lora, read: LoraReader): Promise<ChangedNetworks> {
  const tables = await tablesOf(networks);
  const loras = await Promise.all(
    terms.map(async (term, index) => ({ term, strengthInput: `lora_${index}`, ...(await read(term, tables)) })),
  );
  const changed = Object.entries(networks).map(([part, network]) => [part, withLoras(network, part, loras)]);
  const warnings = loras.flatMap(leftOut);
  return {
    networks: Object.fromEntries(changed),
    strengths: Object.fromEntries(loras.map(({ strengthInput, term }) => [strengthInput, scalar(term.strength)])),
    ...(warnings.length > 0 && { warning: warnings.join(' ') }),
  };
}

async function tablesOf(networks: Networks): Promise<Map<string, WeightTable>> {
  const tables = new Map<string, WeightTable>();
  for (const [part, { changeable }] of Object.entries(networks)) {
    if (changeable) tables.set(part, await changeable.weights());
  }
  return tables;
}

function withLoras(network: NetworkSource, part: string, loras: readonly NumberedLora[]): NetworkSource {
  const acting = loras.flatMap(({ term, strengthInput, networks }): NetworkLora[] => {
    const modules = networks.get(part);
    return modules ? [{ id: term.id, strengthInput, modules }] : [];
  });
  return network.changeable?.withLoras(acting) ?? network;
}

function scalar(value: number): Tensor {
  return tensor(Float32Array.of(value), []);
}

function leftOut({ term, unused }: NumberedLora): string[] {
  return [...unused].map(
    ([part, layers]) =>
      `The LoRA "${term.name}" also changes ${layers} layers of a ${part} that this model does not have, or whose weights cannot be reached.`,
  );
}
