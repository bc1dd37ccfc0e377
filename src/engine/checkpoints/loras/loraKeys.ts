/** What a tensor of a LoRA is to the layer that it changes. */
export type LoraRole = 'down' | 'up' | 'mid' | 'alpha';

export interface LoraKey {
  /** Parts of the model that the layer may be in, the likeliest first. */
  readonly parts: readonly string[];
  /** The layer in that part, as the file calls it, with "_" for every ".". */
  readonly layer: string;
  readonly role: LoraRole;
}

const denoisers = ['unet', 'transformer'];

/** What names begin with, by who wrote them: kohya's scripts, diffusers, PEFT, ComfyUI. */
const prefixes: readonly (readonly [start: RegExp, parts: readonly string[]])[] = [
  [/^lora_(unet|transformer)_/, denoisers],
  [/^lora_te1?_/, ['text_encoder']],
  [/^lora_te2_/, ['text_encoder_2']],
  // T5, which is the third encoder of Stable Diffusion 3 and the second of FLUX.
  [/^lora_te3_/, ['text_encoder_3', 'text_encoder_2']],
  [/^text_encoder\./, ['text_encoder']],
  [/^text_encoder_2\./, ['text_encoder_2']],
  [/^text_encoder_3\./, ['text_encoder_3']],
  [/^(unet|transformer|(model\.)?diffusion_model)\./, denoisers],
  [/^/, denoisers],
];

const roles: readonly (readonly [end: RegExp, role: LoraRole])[] = [
  [/\.(lora_down|lora_A(\.\w+)?|lora\.down|lora_linear_layer\.down)\.weight$/, 'down'],
  [/\.(lora_up|lora_B(\.\w+)?|lora\.up|lora_linear_layer\.up)\.weight$/, 'up'],
  // Older versions of diffusers put the matrices beside the layer.
  [/_lora\.down\.weight$/, 'down'],
  [/_lora\.up\.weight$/, 'up'],
  [/\.lora_mid\.weight$/, 'mid'],
  [/\.alpha$/, 'alpha'],
];

/** Reads the name of a tensor; undefined for one that no LoRA has. */
export function loraKey(name: string): LoraKey | undefined {
  const bare = name.replace(/^base_model\.model\./, '');
  const found = roles.find(([end]) => end.test(bare));
  const prefix = prefixes.find(([start]) => start.test(bare));
  if (!found || !prefix) return undefined;
  const layer = bare.replace(found[0], '').replace(prefix[0], '').replace('.processor.', '.').replaceAll('.', '_');
  return { parts: prefix[1], layer, role: found[1] };
}
