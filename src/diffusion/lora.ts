/** One file of low-rank changes, and how strongly it acts. */
export interface LoraTerm {
  /** Content hash of the file. */
  readonly id: string;
  /** As people know it: the name of the file. */
  readonly name: string;
  readonly strength: number;
}

/**
 * A change of a model's weights, as a sum of files of low-rank matrices (Hu et al., arXiv 2106.09685):
 * W + Σ strength · (alpha / rank) · up · down. Such changes form a vector space: they add, subtract and interpolate.
 */
export interface Lora {
  /** One for each file, in the order in which they were first met. */
  readonly terms: readonly LoraTerm[];
}

/** Σ weight · lora. The strengths of a file that occurs twice add up. */
export function loraSum(weighted: readonly (readonly [weight: number, lora: Lora])[]): Lora {
  const terms = new Map<string, LoraTerm>();
  for (const [weight, lora] of weighted) {
    for (const term of lora.terms) {
      const strength = (terms.get(term.id)?.strength ?? 0) + weight * term.strength;
      terms.set(term.id, { ...term, strength });
    }
  }
  return { terms: [...terms.values()] };
}

/** "Ink 0.8, Rain −0.5": what a sum is made of. */
export function loraName({ terms }: Lora): string {
  const parts = terms.map(({ name, strength }) => `${name} ${Number(strength.toFixed(3))}`);
  return parts.join(', ').replaceAll(' -', ' −') || 'no LoRA';
}

/** Something of a model with its weights changed. */
export interface Changed<T> {
  readonly changed: T;
  /** What of the change the model has no place for. A sentence. */
  readonly warning?: string;
}
