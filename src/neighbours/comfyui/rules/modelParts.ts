import type { ForeignNode } from '../foreignGraph.ts';
import { type Widgets, widgetsOf } from '../widgets.ts';

/** The one network, VAE and set of text encoders of a file, by the names of their files here. */
export interface ModelParts {
  readonly parameters: Readonly<Record<string, string>>;
  /** Why separate files cannot be put together; a clause that follows "because". */
  readonly because?: string;
}

/** Widgets of the nodes that load a part, in their order. */
export const partWidgets = {
  UNETLoader: ['unet_name', 'weight_dtype'],
  VAELoader: ['vae_name'],
  CLIPLoader: ['clip_name', 'type', 'device'],
  DualCLIPLoader: ['clip_name1', 'clip_name2', 'type', 'device'],
  TripleCLIPLoader: ['clip_name1', 'clip_name2', 'clip_name3'],
  CheckpointLoaderSimple: ['ckpt_name'],
} as const satisfies Record<string, readonly string[]>;

export type Loader = keyof typeof partWidgets;

const RUNNING = new Set(['stable_diffusion', 'sdxl', 'sd3', 'flux']);

/** "sd/model.safetensors" as "sd/model": models are named without the ending. */
export function modelName(file: string): string {
  return file.replaceAll('\\', '/').replace(/\.(safetensors|ckpt|pt|pth|bin|sft|gguf)$/i, '');
}

/**
 * Finds what the separate files of a workflow are together: each loader here opens all of them, and gives its part. Only
 * loaders that are on count, and only where something takes their first output: of a checkpoint that is its network.
 * @param isUsed whether a wire leaves the first output of a node.
 */
export function modelPartsOf(nodes: readonly ForeignNode[], isUsed: (node: ForeignNode) => boolean): ModelParts {
  const loaders = nodes.flatMap((node) => {
    const type = Object.hasOwn(partWidgets, node.type) ? (node.type as Loader) : undefined;
    return type && node.mode === 'on' && isUsed(node) ? [{ type, widgets: widgetsOf(node, partWidgets[type]) }] : [];
  });
  const of = (...types: readonly Loader[]) => loaders.filter(({ type }) => types.includes(type));
  const foreign = of('CLIPLoader', 'DualCLIPLoader')
    .map(({ widgets }) => widgets.text('type'))
    .find(isForeign);
  if (foreign !== undefined) return { parameters: {}, because: `its text encoder is of the kind "${foreign}"` };
  const networks = distinct(of('UNETLoader', 'CheckpointLoaderSimple'), networkName);
  const vaes = distinct(of('VAELoader'), ({ text }) => text('vae_name'));
  const encoders = distinct(of('CLIPLoader', 'DualCLIPLoader', 'TripleCLIPLoader'), (widgets) =>
    encoderNames(widgets).join('\n'),
  );
  if (networks.size === 0) return { parameters: {}, because: 'there is no network to put it together with' };
  if ([networks, vaes, encoders].some(({ size }) => size > 1)) {
    return { parameters: {}, because: 'there are several models, and it may belong to any of them' };
  }
  return { parameters: parametersOf(networks, vaes, encoders) };
}

function parametersOf(...[networks, vaes, encoders]: readonly ReadonlySet<string>[]): Record<string, string> {
  const [vae] = vaes ?? [];
  const names = [...(encoders ?? [])].join('').split('\n');
  return {
    model: [...(networks ?? [])].map(modelName).join(''),
    vae: modelName(vae ?? ''),
    text_encoder: modelName(names[0] ?? ''),
    text_encoder_2: modelName(names[1] ?? ''),
    text_encoder_3: modelName(names[2] ?? ''),
  };
}

function isForeign(type: string | undefined): boolean {
  return type !== undefined && !RUNNING.has(type);
}

/** The files that a loader of parts names. */
export function partFiles(widgets: Widgets): readonly string[] {
  return ['unet_name', 'vae_name'].flatMap((name) => widgets.text(name) ?? []).concat(encoderNames(widgets));
}

function networkName({ text }: Widgets): string | undefined {
  return text('unet_name') ?? text('ckpt_name');
}

/** ComfyUI finds out which file is which; here CLIP-L comes first, then CLIP-G, then T5. */
function encoderNames({ text }: Widgets): string[] {
  const names = ['clip_name', 'clip_name1', 'clip_name2', 'clip_name3'].flatMap((name) => text(name) ?? []);
  const rank = (name: string) => (/t5/i.test(name) ? 2 : /clip[-_]?g|bigg/i.test(name) ? 1 : 0);
  return names.sort((a, b) => rank(a) - rank(b));
}

function distinct(
  loaders: readonly { readonly widgets: Widgets }[],
  name: (widgets: Widgets) => string | undefined,
): ReadonlySet<string> {
  return new Set(loaders.flatMap(({ widgets }) => name(widgets) ?? []));
}
