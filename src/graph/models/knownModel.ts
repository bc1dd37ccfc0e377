/** Parts that models are put together of: a network that makes pictures, a VAE, a text encoder. */
export type PartKind = Extract<ModelRole, 'denoiser' | 'vae' | 'text_encoder'>;

/** What a workflow can name: a whole model, a part of one, or a file that adds to one. */
export const modelRoles = ['model', 'denoiser', 'vae', 'text_encoder', 'lora', 'embedding'] as const;
export type ModelRole = (typeof modelRoles)[number];

/** Two of different roles may have the same name. */
export interface ModelName {
  readonly role: ModelRole;
  readonly name: string;
}

/** A model, or a part or addition of one, that is there, as far as it is known. */
export interface KnownModel extends ModelName {
  /** "Stable Diffusion XL", "CLIP-L". LoRAs and embeddings have none. */
  readonly kind?: string | undefined;
  /** Whether it can be run. */
  readonly usable: boolean;
  /** sha256 of its files by name; of a large one only when it was hashed already. */
  readonly files: Readonly<Record<string, string>>;
}

/** What can be in the place that a node names by a role, that of its own first: a whole model lends its parts. */
const taken: Readonly<Record<ModelRole, readonly ModelRole[]>> = {
  model: ['model'],
  denoiser: ['denoiser', 'model'],
  vae: ['vae', 'model'],
  text_encoder: ['text_encoder', 'model'],
  lora: ['lora'],
  embedding: ['embedding'],
};

/** Whether something of one role can be in the place of another. */
export function fitsRole(wanted: ModelRole, found: ModelRole): boolean {
  return taken[wanted].includes(found);
}

/** Whether one is what the other names. */
export function isNamed(wanted: ModelName, found: ModelName): boolean {
  return fitsRole(wanted.role, found.role) && spelling(wanted) === spelling(found);
}

/** Names are found with and without the ending of the file, however accents are written; those in prompts in any case. */
function spelling({ role, name }: ModelName): string {
  const plain = name.replace(/\.safetensors$/i, '').normalize('NFC');
  return role === 'embedding' ? plain.toLowerCase() : plain;
}
