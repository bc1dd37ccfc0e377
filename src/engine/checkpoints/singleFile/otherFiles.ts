import { basename } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';
import type { WeightTable } from '../weights.ts';
import type { Components } from './components.ts';
import { type NetworkKind, networkIn } from './networkLayouts.ts';
import { recipes } from './recipes/index.ts';

/** What a file is, and what to do with it. */
interface OtherFile {
  /** Tensors that only files of the kind have. */
  readonly mark: RegExp;
  /** "is ...": what it is. */
  readonly what: string;
  readonly remedy?: string;
}

const loraMark = /lora_(up|down|A|B)\b|\.lora\.|_lora\.(up|down)/;
const lycorisMark = /\.(hada_w1_a|lokr_w1|lokr_w1_a|oft_blocks)$/;

/** Whether a file adds to a model, by the names of its tensors. */
export function addsToModel(tensors: Iterable<string>): boolean {
  for (const name of tensors) if (loraMark.test(name) || lycorisMark.test(name)) return true;
  return false;
}

const addLora = 'Add it to a model of its kind with a LoRA node.';

/** Files that are often found beside checkpoints, and models of other kinds, some of which contain a network of a known one. */
const others: readonly OtherFile[] = [
  { mark: loraMark, what: 'a LoRA, which adds to a model', remedy: addLora },
  {
    mark: lycorisMark,
    what: 'a LyCORIS file, which adds to a model',
    remedy: addLora,
  },
  {
    mark: /^(emb_params|string_to_param)\b/,
    what: 'an embedding for prompts (textual inversion)',
    remedy: 'Put it among the embeddings, and write its name in a prompt.',
  },
  {
    mark: /^control_model\.|controlnet_|^input_hint_block\.|^control_/,
    what: 'a ControlNet, for control by another picture',
  },
  { mark: /^(image_proj|ip_adapter)\.|^adapter\.body\./, what: 'an adapter, for control by another picture' },
  { mark: /^depth_model\./, what: 'a model for depth to image' },
  { mark: /^(noise_augmentor|embedder\.model\.visual)\./, what: 'a model for changing a picture (unCLIP)' },
  {
    mark: /^edm_mean$/,
    what: 'Playground 2.5 in one file',
    remedy: 'Use its folder in the layout of Diffusers: playgroundai/playground-v2.5-1024px-aesthetic.',
  },
  { mark: /^edm_vpred\./, what: 'a CosXL model, which is trained with another schedule of noise' },
  { mark: /\btime_(stack|mixer)\b|temporal_transformer|motion_modules/, what: 'a model for video' },
  { mark: /\bpatchify_proj\b|\bqkv_x\b|individual_token_refiner|^net\.x_embedder\./, what: 'a model for video' },
  { mark: /(^|\.)head\.modulation$/, what: 'Wan, a model for video' },
  { mark: /double_stream_blocks\./, what: 'HiDream' },
  { mark: /distilled_guidance_layer\./, what: 'Chroma' },
  { mark: /(single|double)_stream_modulation/, what: 'FLUX.2' },
  { mark: /double_layers\.0\.attn\.w1q/, what: 'AuraFlow' },
  { mark: /y_embedder\.y_proj\.|\badaln_single\./, what: 'PixArt' },
  { mark: /cross_attn\.kv_linear\./, what: 'Sana' },
  { mark: /\bcap_embedder\./, what: 'a Lumina or Z-Image model' },
  { mark: /^(model\.diffusion_model\.)?(transformer_blocks\.0\.img_mod\.1|txt_norm)\./, what: 'Qwen-Image' },
  { mark: /clip_txt_mapper\.|\.channelwise\./, what: 'Stable Cascade' },
  { mark: /text_embedding_padding$/, what: 'Hunyuan-DiT' },
  { mark: /^redux_(up|down)\./, what: 'FLUX Redux, for changing a picture' },
  { mark: /\.rdb1\.|\.RDB1\.|upsampling\.0\.weight$/, what: 'a model for upscaling' },
  { mark: /^(vision_model|visual)\./, what: 'a CLIP for pictures' },
  { mark: /^model\.layers\.0\.self_attn\./, what: 'a language model' },
];

/** What a file is that is no checkpoint Arcspace runs, where its names say it. @throws ArcspaceError for one of those. */
export function refuseOthers(file: string, tensors: WeightTable): void {
  for (const name of tensors.keys()) {
    const other = others.find(({ mark }) => mark.test(name));
    if (other) throw unsupported(file, `is ${other.what}, and no model that Arcspace runs`, other.remedy);
  }
}

export const partNames: Readonly<Record<NetworkKind, string>> = {
  unet: 'a UNet',
  sd3: 'a transformer of Stable Diffusion 3',
  flux: 'a transformer of FLUX',
  vae: 'a VAE',
  clip: 'a CLIP text encoder',
  t5: 'a T5 text encoder',
};

/** The error for a file without a denoising network. */
export function noDenoiser(file: string, { places, rest }: Components): ArcspaceError {
  const found = [...places.values(), rest].flatMap((table) => networkIn(table)?.kind ?? []);
  if (found.length === 0) return unsupported(file, 'holds no model that Arcspace knows');
  const parts = found.map((kind) => partNames[kind]).join(' and ');
  const settings = JSON.stringify({ [found[0] === 'vae' ? 'vae' : 'text_encoder']: { file: basename(file) } });
  return unsupported(
    file,
    `holds ${parts} only, and no network that makes pictures`,
    `To use it as a part of a checkpoint, write ${settings} into a .config.json of the checkpoint's name, beside it.`,
  );
}

export function unsupported(file: string, what: string, remedy = useKnown()): ArcspaceError {
  return new ArcspaceError('unsupported-model', `${nameInModel(file)} ${what}.`, remedy, { file });
}

function useKnown(): string {
  const titles = recipes.map(({ title }) => title);
  return `Use a checkpoint of ${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}.`;
}
