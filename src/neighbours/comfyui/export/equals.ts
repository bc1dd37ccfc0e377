/** A node of ComfyUI: its class, and values by the names of its inputs. Wires are added by the names in `wires`. */
export interface ApiEqual {
  readonly class_type: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Our inputs, and what they are called there. */
  readonly wires: Readonly<Record<string, string>>;
  /** Our outputs in the order of theirs. */
  readonly outputs: readonly string[];
  /** Our inputs whose numbers nobody can type there: they are nodes, or whether the number is not 0. */
  readonly numbers?: Readonly<Record<string, 'node' | 'boolean'>>;
  /** What is not the same there: a sentence without its end. */
  readonly remark?: string;
}

/** Why it has no equal: a clause that follows "because". */
export interface NoEqual {
  readonly because: string;
}

type Parameters = Readonly<Record<string, unknown>>;

/** What a node of ours with these parameters is in ComfyUI. @param wired names of its inputs that have a wire. */
export type ApiRule = (parameters: Parameters, wired: ReadonlySet<string>) => ApiEqual | NoEqual;

const file = (name: unknown) => `${String(name)}.safetensors`;

function equal(
  class_type: string,
  values: Parameters,
  wires: Readonly<Record<string, string>>,
  outputs: readonly string[],
): ApiEqual {
  return { class_type, values, wires, outputs };
}

function remarked(found: ApiEqual, isDifferent: boolean, remark: string): ApiEqual {
  return isDifferent ? { ...found, remark } : found;
}

const KSAMPLER_WIRES = {
  model: 'model',
  conditioning: 'positive',
  negative: 'negative',
  latents: 'latent_image',
  steps: 'steps',
  cfg: 'cfg',
} as const;

const onOff = (isOn: unknown) => (isOn === true ? 'enable' : 'disable');

/** What ComfyUI tells FLUX where no node says otherwise. */
const USUAL_GUIDANCE = 3.5;

function ksampler(p: Parameters, wired: ReadonlySet<string>): ApiEqual | NoEqual {
  const found = ksamplerEqual(p, wired);
  if ('because' in found) return found;
  const remark = `its told guidance, ${p.told_guidance}, is not written: with FLUX, put FLUX guidance before "conditioning" here`;
  return remarked(found, p.told_guidance !== USUAL_GUIDANCE, remark);
}

function ksamplerEqual(p: Parameters, wired: ReadonlySet<string>): ApiEqual | NoEqual {
  if (p.program !== 'comfyui') return { because: 'it follows the numbers of A1111' };
  if (!wired.has('negative'))
    return { because: 'nothing is wired to "negative", which ComfyUI needs: wire an empty Prompt' };
  const { steps, cfg, sampler: sampler_name, scheduler } = p;
  const common = { steps, cfg, sampler_name, scheduler };
  if (p.range !== 'steps') {
    const wires = { ...KSAMPLER_WIRES, seed: 'seed', denoise: 'denoise' };
    return equal('KSampler', { seed: p.seed, ...common, denoise: p.denoise }, wires, ['latents']);
  }
  const values = {
    add_noise: onOff(p.add_noise),
    noise_seed: p.seed,
    ...common,
    start_at_step: p.start_at,
    end_at_step: p.end_at,
    return_with_leftover_noise: onOff(p.leftover_noise),
  };
  return equal(
    'KSamplerAdvanced',
    values,
    { ...KSAMPLER_WIRES, seed: 'noise_seed', start_at: 'start_at_step', end_at: 'end_at_step' },
    ['latents'],
  );
}

function prompt({ text, syntax, texts, clip_skip, t5_tokens }: Parameters): ApiEqual | NoEqual {
  const hasSigns = /[()[\]\\]|\bBREAK\b/.test(String(text));
  if (syntax !== 'comfyui' && hasSigns) return { because: 'its brackets do not mean there what they mean here' };
  if (texts === 'each') return { because: 'it has a text for each encoder' };
  if (Number(clip_skip) > 0 || t5_tokens !== 0) return { because: 'it leaves out layers, or counts tokens' };
  return equal('CLIPTextEncode', { text }, { text_encoder: 'clip', text: 'text' }, ['conditioning']);
}

function emptyLatents({ width, height, count }: Parameters, wired: ReadonlySet<string>): ApiEqual | NoEqual {
  const isOpen = (side: 'width' | 'height', pixels: unknown) => pixels === 0 && !wired.has(side);
  if (isOpen('width', width) || isOpen('height', height))
    return { because: 'its size is that of the model: set width and height' };
  const wires = { width: 'width', height: 'height', count: 'batch_size' };
  return equal('EmptyLatentImage', { width, height, batch_size: count }, wires, ['latents']);
}

function loadImage({ path, width, height }: Parameters): ApiEqual | NoEqual {
  if (width !== 0 || height !== 0) return { because: 'it resizes the picture' };
  return equal('LoadImage', { image: path }, {}, ['image']);
}

function lerp({ t, weights }: Parameters): ApiEqual | NoEqual {
  if (weights !== 'linear') return { because: 'its weights keep the variance' };
  if (Number(t) < 0 || Number(t) > 1) return { because: 'it goes beyond its ends' };
  return equal('LatentBlend', { blend_factor: t }, { a: 'samples2', b: 'samples1' }, ['latents']);
}

function interpolatePrompts({ t, way }: Parameters): ApiEqual | NoEqual {
  if (way !== 'lerp') return { because: 'it goes on great circles' };
  if (Number(t) < 0 || Number(t) > 1) return { because: 'it goes beyond its ends' };
  const wires = { a: 'conditioning_from', b: 'conditioning_to' };
  return equal('ConditioningAverage', { conditioning_to_strength: t }, wires, ['conditioning']);
}

function joinBatches(_: Parameters, wired: ReadonlySet<string>): ApiEqual | NoEqual {
  if (wired.size !== 2) return { because: 'ComfyUI joins two batches at a time' };
  return equal('LatentBatch', {}, { 'points.1': 'samples1', 'points.2': 'samples2' }, ['latents']);
}

function encode({ mode, fit }: Parameters): ApiEqual | NoEqual {
  if (mode !== 'mean') return { because: 'it draws a sample' };
  const found = equal('VAEEncode', {}, { image: 'pixels', vae: 'vae' }, ['latents']);
  return remarked(found, fit !== 'crop', 'edges of a picture that does not fit are cut off there');
}

/** Of ImageScaleToTotalPixels. */
const MOST_MEGAPIXELS = 16;

function scaleImage({ size, method: upscale_method, ...p }: Parameters): ApiEqual | NoEqual {
  const to = (class_type: string, values: Parameters, wires: Readonly<Record<string, string>> = {}) =>
    equal(class_type, { upscale_method, ...values }, { image: 'image', ...wires }, ['image']);
  if (size === 'factor') return to('ImageScaleBy', { scale_by: p.factor }, { factor: 'scale_by' });
  if (size === 'longer') return toLonger(p.longer, upscale_method);
  if (size === 'megapixels' && Number(p.megapixels) > MOST_MEGAPIXELS)
    return { because: `ComfyUI takes ${MOST_MEGAPIXELS} megapixels at most: set width and height` };
  if (size === 'megapixels')
    return to('ImageScaleToTotalPixels', { megapixels: p.megapixels, resolution_steps: p.multiple });
  const sides = { width: 'width', height: 'height' };
  return to('ImageScale', { width: p.width, height: p.height, crop: p.crop === true ? 'center' : 'disabled' }, sides);
}

function toLonger(longer: unknown, scale_method: unknown): ApiEqual {
  const values = { resize_type: 'scale longer dimension', 'resize_type.longer_size': longer, scale_method };
  const wires = { image: 'input', longer: 'resize_type.longer_size' };
  return equal('ResizeImageMaskNode', values, wires, ['image']);
}

function joinPrompts(): ApiEqual {
  const wires = { first: 'conditioning_to', second: 'conditioning_from' };
  return equal('ConditioningConcat', {}, wires, ['conditioning']);
}

function fluxGuidance({ guidance }: Parameters): ApiEqual {
  const wires = { conditioning: 'conditioning', guidance: 'guidance' };
  return equal('FluxGuidance', { guidance }, wires, ['conditioning']);
}

/** ComfyUI has two such nodes, which tell the network its timesteps otherwise. */
function flowShift({ shift }: Parameters): ApiEqual {
  const found = equal('ModelSamplingSD3', { shift }, { model: 'model', shift: 'shift' }, ['model']);
  return remarked(
    found,
    true,
    'it is ModelSamplingSD3 there: for FLUX and its like replace it by ModelSamplingAuraFlow',
  );
}

const mathClasses: Readonly<Record<string, ApiEqual>> = {
  add: equal('LatentAdd', {}, { first: 'samples1', second: 'samples2' }, ['latents']),
  subtract: equal('LatentSubtract', {}, { first: 'samples1', second: 'samples2' }, ['latents']),
};

/** ComfyUI computes before the scaling of the VAE, and needs none for it. */
function latentMath(p: Parameters, wired: ReadonlySet<string>): ApiEqual {
  const remark =
    'it computes before the scaling of the VAE there: with Stable Diffusion 3, FLUX and their like connect the VAE here for the same numbers';
  return remarked(latentMathEqual(p), !wired.has('vae'), remark);
}

function latentMathEqual({ operation, factor }: Parameters): ApiEqual {
  const wires = { factor: operation === 'multiply' ? 'multiplier' : 'ratio' };
  if (operation === 'multiply')
    return equal('LatentMultiply', { multiplier: factor }, { ...wires, first: 'samples' }, ['latents']);
  const pair = { ...wires, first: 'samples1', second: 'samples2' };
  return mathClasses[String(operation)] ?? equal('LatentInterpolate', { ratio: factor }, pair, ['latents']);
}

function joinTexts({ first, second, between }: Parameters): ApiEqual {
  const values = { string_a: first, string_b: second, delimiter: between };
  return equal('StringConcatenate', values, { first: 'string_a', second: 'string_b' }, ['text']);
}

function replaceText({ text, find, replacement }: Parameters): ApiEqual {
  const wires = { text: 'string', find: 'find', replacement: 'replace' };
  return equal('StringReplace', { string: text, find, replace: replacement }, wires, ['text']);
}

/** ComfyUI has bytes of colors. */
function solidImage(
  { width, height, count, brightness, ...colors }: Parameters,
  wired: ReadonlySet<string>,
): ApiEqual | NoEqual {
  const bytes = [colors.red, colors.green, colors.blue].map((each) => Number(each) * Number(brightness) * 255);
  const isWhole = bytes.every((byte) => Math.abs(byte - Math.round(byte)) < 1e-6);
  if (wired.has('brightness')) return { because: 'its brightness comes from a wire' };
  if (!isWhole) return { because: 'its color is none of 256 levels each' };
  const color = bytes.reduce((sum, byte) => sum * 256 + Math.round(byte), 0);
  const wires = { width: 'width', height: 'height', count: 'batch_size' };
  return equal('EmptyImage', { width, height, batch_size: count, color }, wires, ['image']);
}

/** Either side may be without a wire there, too. */
function choice({ is_on }: Parameters, wired: ReadonlySet<string>): ApiEqual {
  const sides = { off: 'on_false', on: 'on_true', which: 'switch' };
  const wires = Object.fromEntries(Object.entries(sides).filter(([name]) => wired.has(name)));
  const found = equal('ComfySwitchNode', { switch: is_on }, wires, ['value']);
  return { ...found, numbers: { off: 'node', on: 'node', which: 'boolean' } };
}

function formula({ formula: expression }: Parameters, wired: ReadonlySet<string>): ApiEqual {
  const wires = Object.fromEntries([...wired].map((letter) => [letter, `values.${letter}`]));
  const numbers = Object.fromEntries([...wired].map((letter) => [letter, 'node' as const]));
  return { ...equal('ComfyMathExpression', { expression }, wires, ['number', 'whole', 'is_true']), numbers };
}

/** As ComfyUI calls the shapes. */
const ratioNames: Readonly<Record<string, string>> = {
  '1:1': '1:1 (Square)',
  '3:2': '3:2 (Photo)',
  '4:3': '4:3 (Standard)',
  '16:9': '16:9 (Widescreen)',
  '21:9': '21:9 (Ultrawide)',
  '2:3': '2:3 (Portrait Photo)',
  '3:4': '3:4 (Portrait Standard)',
  '9:16': '9:16 (Portrait Widescreen)',
};

function pictureSize({ ratio, megapixels, multiple }: Parameters): ApiEqual {
  const values = { aspect_ratio: ratioNames[String(ratio)], megapixels, multiple };
  return equal('ResolutionSelector', values, {}, ['width', 'height']);
}

/** Shows both there; it gives neither of them and no figures. */
function compareImages(): ApiEqual {
  return equal('ImageCompare', {}, { a: 'image_a', b: 'image_b' }, []);
}

/** Numbered from 1 here, and from 0 there. */
function joinImages(_: Parameters, wired: ReadonlySet<string>): ApiEqual {
  const wires = [...wired].map((name) => [name, `images.image${Number(name.split('.')[1]) - 1}`]);
  return equal('BatchImagesNode', {}, Object.fromEntries(wires), ['image']);
}

function pickImages({ skip, count }: Parameters): ApiEqual {
  const wires = { image: 'image', skip: 'batch_index', count: 'length' };
  return equal('ImageFromBatch', { batch_index: skip, length: count }, wires, ['image']);
}

/** By our types. Those of the LoRAs and of separate files are put together elsewhere. */
export const apiRules: Readonly<Record<string, ApiRule>> = {
  load_model: ({ model }) =>
    equal('CheckpointLoaderSimple', { ckpt_name: file(model) }, {}, ['model', 'text_encoder', 'vae']),
  prompt,
  interpolate_prompts: interpolatePrompts,
  join_prompts: joinPrompts,
  zero_prompt: () => equal('ConditioningZeroOut', {}, { conditioning: 'conditioning' }, ['conditioning']),
  flux_guidance: fluxGuidance,
  flow_shift: flowShift,
  empty_latents: emptyLatents,
  latent_math: latentMath,
  join_texts: joinTexts,
  replace_text: replaceText,
  switch: choice,
  toggle: ({ is_on }) => equal('PrimitiveBoolean', { value: is_on }, {}, ['number']),
  formula,
  show_value: () => ({ ...equal('PreviewAny', {}, { value: 'source' }, ['text']), numbers: { value: 'node' } }),
  picture_size: pictureSize,
  compare_images: compareImages,
  join_images: joinImages,
  pick_images: pickImages,
  invert_image: () => equal('ImageInvert', {}, { image: 'image' }, ['image']),
  solid_image: solidImage,
  last_clip_layer: ({ layer }) =>
    equal('CLIPSetLastLayer', { stop_at_clip_layer: layer }, { text_encoder: 'clip' }, ['text_encoder']),
  image_size: () => equal('GetImageSize', {}, { image: 'image' }, ['width', 'height', 'count']),
  ksampler,
  decode: () => equal('VAEDecode', {}, { latents: 'samples', vae: 'vae' }, ['image']),
  encode,
  load_image: loadImage,
  scale_image: scaleImage,
  save_image: ({ filename, format }) =>
    remarked(
      equal('SaveImage', { filename_prefix: filename }, { image: 'images' }, []),
      format !== 'png',
      'pictures are saved as PNG there',
    ),
  preview_image: () => equal('PreviewImage', {}, { image: 'images' }, []),
  load_latents: ({ path }) => equal('LoadLatent', { latent: path }, {}, ['latents']),
  save_latents: ({ filename, format }) =>
    format === 'comfyui'
      ? equal('SaveLatent', { filename_prefix: filename }, { latents: 'samples' }, [])
      : { because: 'it writes the format of Arcspace: choose that of ComfyUI' },
  lerp,
  join_batches: joinBatches,
  seed: ({ seed, count }) =>
    count === 1 ? equal('PrimitiveInt', { value: seed }, {}, ['seed']) : { because: 'it counts up several seeds' },
  text: ({ text }) => equal('PrimitiveStringMultiline', { value: text }, {}, ['text']),
};

/** A LoRA and the node that applies it are one node there. */
export function loraLoader({ strength, text_strength }: Parameters, lora: unknown, hasTextEncoder: boolean): ApiEqual {
  const values = { lora_name: file(lora), strength_model: strength };
  const model = { model: 'model', strength: 'strength_model' };
  if (!hasTextEncoder) return equal('LoraLoaderModelOnly', values, model, ['model']);
  const wires = { ...model, text_encoder: 'clip', text_strength: 'strength_clip' };
  return equal('LoraLoader', { ...values, strength_clip: text_strength }, wires, ['model', 'text_encoder']);
}

/** A node that loads parts is a loader of each part there; which one depends on the output that is used. */
export function partLoader(p: Parameters, output: string): ApiEqual | NoEqual {
  const encoders = [p.text_encoder, p.text_encoder_2, p.text_encoder_3].filter((name) => name !== '');
  if (output === 'vae' && p.vae !== '') return equal('VAELoader', { vae_name: file(p.vae) }, {}, ['vae']);
  if (output === 'text_encoder' && encoders.length > 0) return encoderLoader(encoders);
  const separate = output === 'model' && p.vae !== '' && encoders.length > 0;
  return separate
    ? equal('UNETLoader', { unet_name: file(p.model), weight_dtype: 'default' }, {}, ['model'])
    : equal('CheckpointLoaderSimple', { ckpt_name: file(p.model) }, {}, ['model', 'text_encoder', 'vae']);
}

function encoderLoader(names: readonly unknown[]): ApiEqual {
  const files = names.map(file);
  if (files.length === 1)
    return equal('CLIPLoader', { clip_name: files[0], type: 'stable_diffusion' }, {}, ['text_encoder']);
  const named = Object.fromEntries(files.map((name, index) => [`clip_name${index + 1}`, name]));
  if (files.length > 2) return equal('TripleCLIPLoader', named, {}, ['text_encoder']);
  const type = files.some((name) => /t5/i.test(name)) ? 'flux' : 'sdxl';
  return equal('DualCLIPLoader', { ...named, type }, {}, ['text_encoder']);
}
