import { brownianSamplers } from '../../diffusion/comfyui/comfyuiSamplers.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { emptyWorkflow, type WorkflowLink, type WorkflowNode } from '../../graph/workflow/schema.ts';
import type { Imported } from '../comfyui/convertGraph.ts';
import { type LoraTag, withoutLoraTags } from './loraTags.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { type Sampling, samplingOf } from './samplers.ts';

/** The settings that are understood; what they do not name is reported. */
const UNDERSTOOD = new Set([
  'Steps',
  'Sampler',
  'Schedule type',
  'CFG scale',
  'Seed',
  'Size',
  'Model',
  'Model hash',
  'VAE',
  'VAE hash',
  'Denoising strength',
  'Clip skip',
  'RNG',
  'Version',
  'Lora hashes',
]);

const STEP = 300;

/** The workflow that makes the picture below which A1111 wrote a text. */
export function convertParameters(text: string, registry: NodeRegistry): Imported {
  const parameters = readParameters(text);
  const { prompt, loras } = withoutLoraTags(parameters.prompt);
  const negative = withoutLoraTags(parameters.negative);
  const sampling = samplingOf(parameters.settings.get('Sampler') ?? 'Euler', parameters.settings.get('Schedule type'));
  const isRepainted = repaints(parameters);
  const sheet = createSheet(registry);
  const model = addModel(parameters, loras, sheet);
  const clipSkip = Math.max(0, Math.min(12, numberOf(parameters, 'Clip skip', 1) - 1));
  const said = { syntax: 'a1111', clip_skip: clipSkip };
  sheet.add('prompt', 'prompt', [2, 0], { ...said, text: prompt }, { text_encoder: model.text_encoder });
  sheet.add('negative', 'prompt', [2, 1], { ...said, text: negative.prompt }, { text_encoder: model.text_encoder });
  const start = addStart(parameters, isRepainted, model, sheet);
  const wires = {
    model: model.model,
    conditioning: 'prompt.conditioning',
    negative: 'negative.conditioning',
    latents: start,
  };
  sheet.add('sampler', 'ksampler', [3, 0], samplerParameters(parameters, sampling, isRepainted), wires);
  sheet.add('decode', 'decode', [4, 0], {}, { vae: model.vae, latents: 'sampler.latents' });
  sheet.add('preview', 'preview_image', [5, 0], {}, { image: 'decode.image' });
  const { nodes, links } = sheet;
  return {
    workflow: { ...emptyWorkflow(), nodes, links, a1111: { parameters: text } },
    report: {
      format: 'Parameters of A1111',
      nodes: nodes.length,
      understood: nodes.length,
      wires: links.length,
      unknown: new Map(),
      remarks: remarksOn(parameters, sampling, isRepainted),
    },
  };
}

interface Sheet {
  readonly nodes: WorkflowNode[];
  readonly links: WorkflowLink[];
  /** @param wires the outputs that feed its inputs: "loader.model". */
  add(
    id: string,
    type: string,
    place: readonly [column: number, row: number],
    parameters: Readonly<Record<string, unknown>>,
    wires?: Readonly<Record<string, string>>,
  ): void;
}

function createSheet(registry: NodeRegistry): Sheet {
  const nodes: WorkflowNode[] = [];
  const links: WorkflowLink[] = [];
  return {
    nodes,
    links,
    add(id, type, [column, row], parameters, wires = {}) {
      const version = registry.get(type)?.version ?? 1;
      nodes.push({ id, type, version, position: [column * STEP, row * STEP], mode: 'on', parameters });
      for (const [port, from] of Object.entries(wires)) links.push({ from, to: `${id}.${port}` });
    },
  };
}

interface ModelWires {
  readonly model: string;
  readonly text_encoder: string;
  readonly vae: string;
}

function addModel({ settings }: Parameters, loras: readonly LoraTag[], sheet: Sheet): ModelWires {
  const model = settings.get('Model') || 'starter';
  const vae = settings.get('VAE')?.replace(/\.\w+$/, '');
  const own = vae === undefined || /^(none|automatic)$/i.test(vae);
  if (own) sheet.add('loader', 'load_model', [0, 0], { model });
  else sheet.add('loader', 'load_model_parts', [0, 0], { model, vae });
  let wires: ModelWires = { model: 'loader.model', text_encoder: 'loader.text_encoder', vae: 'loader.vae' };
  for (const [index, { name, strength, textStrength }] of loras.entries()) {
    const [file, change] = [`lora_${index + 1}`, `apply_lora_${index + 1}`];
    sheet.add(file, 'load_lora', [0, index + 1], { lora: name });
    const { model: network, text_encoder } = wires;
    const from = { model: network, text_encoder, lora: `${file}.lora` };
    sheet.add(change, 'apply_lora', [1, index], { strength, text_strength: textStrength }, from);
    wires = { ...wires, model: `${change}.model`, text_encoder: `${change}.text_encoder` };
  }
  return wires;
}

/** A strength without a second pass is that of image to image. */
function repaints({ settings }: Parameters): boolean {
  return settings.has('Denoising strength') && ![...settings.keys()].some((name) => name.startsWith('Hires'));
}

function addStart(parameters: Parameters, isRepainted: boolean, { model, vae }: ModelWires, sheet: Sheet): string {
  const [width = 512, height = 512] = (parameters.settings.get('Size') ?? '')
    .split('x')
    .map(Number)
    .filter((side) => side > 0);
  if (!isRepainted) {
    sheet.add('empty', 'empty_latents', [2, 2], { width, height, count: 1 }, { model });
    return 'empty.latents';
  }
  sheet.add('picture', 'load_image', [1, 2], { width, height });
  sheet.add('encode', 'encode', [2, 2], {}, { vae, image: 'picture.image' });
  return 'encode.latents';
}

function samplerParameters(parameters: Parameters, sampling: Sampling, isRepainted: boolean): Record<string, unknown> {
  return {
    program: 'a1111',
    ...sampling,
    seed: numberOf(parameters, 'Seed', 0),
    steps: numberOf(parameters, 'Steps', 20),
    cfg: numberOf(parameters, 'CFG scale', 7),
    ...(isRepainted && { denoise: numberOf(parameters, 'Denoising strength', 0.75) }),
  };
}

function numberOf({ settings }: Parameters, name: string, usual: number): number {
  const value = Number(settings.get(name) ?? usual);
  return Number.isFinite(value) ? value : usual;
}

function remarksOn(parameters: Parameters, { sampler }: Sampling, isRepainted: boolean): string[] {
  const { settings, prompt } = parameters;
  const unused = [...settings.keys()].filter((name) => !UNDERSTOOD.has(name));
  const drawnOnCard = settings.get('RNG') !== 'CPU';
  return [
    ...(drawnOnCard
      ? [
          'A1111 draws noise on the graphics card unless its setting RNG is CPU: the same seed gives another picture here.',
        ]
      : []),
    ...(brownianSamplers.has(sampler)
      ? [
          `The sampler ${settings.get('Sampler')} draws the noise of its steps otherwise here: the picture is not the same.`,
        ]
      : []),
    ...(isRepainted ? ['The picture that it began from is not in the text: choose it in Load image.'] : []),
    ...(settings.has('Clip skip')
      ? ['Clip skip counts as for Stable Diffusion 1 and 2: with SDXL, set it to none.']
      : []),
    ...(/\bAND\b/.test(prompt) ? ['AND is a word like others here: the parts of the prompt are not composed.'] : []),
    ...(unused.length > 0 ? [`Not used: ${unused.slice(0, 20).join(', ')}.`] : []),
  ];
}
