import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { EncoderRecipe, PartConventions } from './recipe.ts';
import { encoderOf, vaeConventions, type WantedPart } from './wantedPart.ts';

type Config = Readonly<Record<string, unknown>>;

export const widthOfClipL = 768;

/** The text encoders of the published models by the width of their hidden states. */
export const clipNames: Readonly<Record<number, string>> = {
  [widthOfClipL]: 'CLIP-L',
  1024: 'OpenCLIP-H (Stable Diffusion 2)',
  1280: 'CLIP-G',
};

/**
 * Looks whether a part is of the kind that a model needs in its place. Two text encoders in each other's place would pass every other
 * check: what they give is as wide together.
 * @param file that messages name.
 * @throws ArcspaceError that says what it is, and what to choose.
 */
export function checkWantedPart(wanted: WantedPart, config: Config, file: string): void {
  const encoder = encoderOf(wanted);
  if (!encoder) checkVae(wanted, config, file);
  else if (encoder.kind === 'clip') checkClip(wanted, encoder, config, file);
}

function checkVae(
  wanted: WantedPart,
  { latent_channels: channels, scaling_factor: scale }: Config,
  file: string,
): void {
  const { latentChannels, title } = wanted.recipe;
  const remedy = `Choose the VAE of a ${title} model.`;
  if (latentChannels !== undefined && typeof channels === 'number' && channels !== latentChannels) {
    throw brokenFile(file, `is a VAE with ${channels} channels, and ${title} works with ${latentChannels}.`, remedy);
  }
  const usual = vaeConventions(wanted).scaling_factor;
  if (typeof scale === 'number' && typeof usual === 'number' && Math.abs(scale - usual) > 1e-6) {
    throw brokenFile(
      file,
      `is the VAE of another kind of model: it scales latents by ${scale}, and this model by ${usual}.`,
      remedy,
    );
  }
}

function checkClip({ recipe, own }: WantedPart, encoder: EncoderRecipe, config: Config, file: string): void {
  const { hidden_size: width } = config;
  if (typeof width !== 'number') return;
  const known = typeof own.hidden_size === 'number' ? own.hidden_size : undefined;
  const strange = known === undefined ? width in clipNames && width !== encoder.width : width !== known;
  if (!strange) return;
  const expected = known ?? encoder.width;
  throw brokenFile(
    file,
    `is ${named(width)}, and ${recipe.title} has ${named(expected)} as its ${ordinal(encoder.part)}.`,
    remedyFor(recipe, encoder, width, expected),
  );
}

function remedyFor({ encoders }: PartConventions, { part }: EncoderRecipe, width: number, expected: number): string {
  const own = encoders.find((encoder) => encoder.part !== part && encoder.kind === 'clip' && encoder.width === width);
  const choose = `${named(expected)} here`;
  return own ? `Choose it as the ${ordinal(own.part)}, and ${choose}.` : `Choose ${choose}.`;
}

function named(width: number): string {
  const name = clipNames[width];
  return name ? `a ${name} text encoder` : `a CLIP text encoder ${width} wide`;
}

const ordinals: Readonly<Record<string, string>> = {
  vae: 'VAE',
  text_encoder: 'text encoder',
  text_encoder_2: 'second text encoder',
  text_encoder_3: 'third text encoder',
};

/** A part in words: "second text encoder". */
export function ordinal(part: string): string {
  return ordinals[part] ?? part;
}
