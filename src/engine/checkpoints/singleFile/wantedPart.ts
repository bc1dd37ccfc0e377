import type { EncoderRecipe, PartConventions } from './recipe.ts';

type Config = Readonly<Record<string, unknown>>;

/** A part of a model that is to come from elsewhere. */
export interface WantedPart {
  /** Its folder in the layout of Diffusers: "vae", "text_encoder_2". */
  readonly part: string;
  /** How models of the family are put together. */
  readonly recipe: PartConventions;
  /** What the model says of the part that it has itself; {} where it has none. */
  readonly own: Config;
  /** Keys of its configuration that the user said; undefined where nothing is said. */
  readonly said?: Config;
  /** Whether it may be an autoencoder of clips. */
  readonly takesClips?: boolean;
}

/** The conventions of a text encoder; undefined for a VAE. */
export function encoderOf({ part, recipe }: WantedPart): EncoderRecipe | undefined {
  return recipe.encoders.find((encoder) => encoder.part === part);
}

/** What the family and the model say of a VAE, which its shapes do not: the scale of its latents. */
export function vaeConventions({ recipe, own }: WantedPart): Config {
  const { scaling_factor: scale, shift_factor: shift } = own;
  return {
    ...recipe.vae,
    ...(typeof scale === 'number' && { scaling_factor: scale }),
    ...(typeof shift === 'number' && { shift_factor: shift }),
  };
}
