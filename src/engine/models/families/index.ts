import { join } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { FolderSketch, ModelFamily } from './family.ts';
import { flux } from './flux.ts';
import { latentConsistency } from './latentConsistency.ts';
import { pixart } from './pixart.ts';
import { stableDiffusion } from './stableDiffusion.ts';
import { stableDiffusion3 } from './stableDiffusion3.ts';
import { stableDiffusionXl } from './stableDiffusionXl.ts';

/** The kinds of models that Arcspace runs. A new one is a file beside these and a line here. */
const families: readonly ModelFamily[] = [
  stableDiffusion,
  latentConsistency,
  stableDiffusionXl,
  stableDiffusion3,
  flux,
  pixart,
];

/** Folders of networks that tell families apart. */
const denoisers = ['unet', 'transformer'];
const encoders = ['text_encoder', 'text_encoder_2', 'text_encoder_3'];

/** Subfolders of a model that Arcspace reads: those with networks, and those with files about them. */
export const partFolders = {
  networks: [...denoisers, ...encoders, 'vae', 'vae_encoder', 'vae_decoder'],
  others: [...new Set(families.flatMap((family) => family.encoders.map(({ tokenizer }) => tokenizer))), 'scheduler'],
} as const;

/**
 * The family that a model folder belongs to: by the pipeline that its index names, else by its parts.
 * @throws ArcspaceError for a model of another kind, and for a folder with parts of two.
 */
export function familyOf(sketch: FolderSketch): ModelFamily {
  const { pipeline } = sketch;
  const family = pipeline
    ? families.find(({ pipelines }) => pipelines.includes(pipeline))
    : families.find((candidate) => ofItsClass(candidate, sketch) && candidate.looksLike(sketch));
  if (!family) throw notRun(sketch);
  requireOwnParts(family, sketch);
  return family;
}

function ofItsClass({ denoiser }: ModelFamily, { denoiserClass }: FolderSketch): boolean {
  return denoiserClass === undefined || denoiserClass === denoiser.className;
}

/** What models for other tasks do, by words in the names of their classes. */
const otherTasks: readonly (readonly [word: RegExp, task: string])[] = [
  [/Upscale/, 'upscaling'],
  [/InstructPix2Pix|Edit|Kontext/, 'editing by instruction'],
  [/Depth2Img/, 'depth to image'],
  [/ControlNet|Adapter|Control/, 'control by another picture'],
  [/Inpaint|Fill/, 'inpainting'],
  [/Video|Animate|Motion/, 'video'],
  [/Audio|Music/, 'sound'],
  [/Img2Img|ImageVariation|unCLIP/, 'changing a picture'],
];

function notRun({ folder, name, pipeline, denoiserClass }: FolderSketch): ArcspaceError {
  const what = pipeline ?? denoiserClass;
  const task = otherTasks.find(([word]) => word.test(what ?? ''))?.[1];
  return new ArcspaceError(
    'unsupported-model',
    what
      ? `${name} is a model of the kind ${what}${task ? `, for ${task}` : ''}, which Arcspace does not run.`
      : `${name} is a model of a kind that Arcspace does not know: model_index.json names no pipeline.`,
    `Use a model of one of these kinds: ${families.map(({ title }) => title).join(', ')}.`,
    { file: join(folder, 'model_index.json') },
  );
}

/** Folders and classes that another family has and this one has not come from another model. */
function requireOwnParts(family: ModelFamily, sketch: FolderSketch): void {
  const { folder, name, parts, denoiserClass } = sketch;
  const own = [family.denoiser.part, ...family.encoders.map(({ network }) => network)];
  const strange = [...denoisers, ...encoders].find((part) => parts.has(part) && !own.includes(part));
  if (strange) {
    throw mixed(
      folder,
      `${name} is a ${family.title} model, and has a folder ${strange} of some other model.`,
      strange,
    );
  }
  if (ofItsClass(family, sketch)) return;
  const { part, className } = family.denoiser;
  throw mixed(
    folder,
    `${name} is a ${family.title} model, and its ${part} is a ${denoiserClass}, not a ${className}.`,
    part,
  );
}

function mixed(folder: string, what: string, part: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    what,
    'The folder mixes two models, or model_index.json is that of another one: copy the whole model folder again.',
    { file: join(folder, part) },
  );
}
