import type { PortType } from './values.ts';

const abbreviations = /\b(vae|unet|clip)\b/g;
const lora = /\blora(s?)\b/g;

/** "guidance_scale" as "Guidance scale"; symbols of formulas stay as they are. */
export function words(name: string): string {
  if (name.length === 1) return name;
  const text = name
    .replaceAll('_', ' ')
    .replace(abbreviations, (letters) => letters.toUpperCase())
    .replace(lora, 'LoRA$1');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a port is called wherever people read it; the wires of a repeated one are numbered: "points.2" is "Points 2". */
export function portLabel(name: string): string {
  const [base = name, number] = name.split('.');
  return number === undefined ? words(base) : `${words(base)} ${number}`;
}

const nouns: Readonly<Record<PortType, string>> = {
  image: 'an image',
  image_set: 'a set of images',
  latents: 'latents',
  direction: 'a direction',
  conditioning: 'conditioning',
  prompt_direction: 'a direction between prompts',
  model: 'a model',
  vae: 'a VAE',
  text_encoder: 'a text encoder',
  lora: 'a LoRA',
  codes: 'codes of a set',
  sigmas: 'sigmas',
  number: 'a number',
  numbers: 'numbers',
  text: 'text',
  report: 'a report',
  any: 'anything',
};

/** What flows in a wire, within a sentence: "a VAE". */
export function typeWords(type: PortType): string {
  return nouns[type];
}

/** "Latents, From and To" */
export function enumerated(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What a node is called: by its own title, else by that of its kind. */
export function titleOf(node: { readonly title?: string | undefined }, kind: { readonly title: string }): string {
  return node.title || kind.title;
}
