import { basename, extname } from 'node:path';
import { readScales } from '../safetensors/readScales.ts';
import { readWeights, type StoredWeights } from '../safetensors/readWeights.ts';
import type { Checkpoint } from './checkpoint.ts';
import { componentsOf } from './components.ts';
import { configure } from './configure.ts';
import { networkIn } from './networkLayouts.ts';
import { noDenoiser, refuseOthers } from './otherFiles.ts';
import { partsBesides } from './parts.ts';
import type { CheckpointSketch } from './recipe.ts';
import { recipes } from './recipes/index.ts';
import { noSettings, type SettingsBeside, settingsBeside } from './settingsBeside.ts';
import { requireFittingScheduler } from './trainingOf.ts';
import { withSettings } from './withSettings.ts';

/**
 * Reads what a model in one .safetensors file is: its networks by the names of diffusers and transformers, and the configuration
 * that their shapes, the conventions of the family and settings beside the file say. Of the file nothing but the header is read.
 * @throws ArcspaceError for a broken file, and for one that is no model that Arcspace knows.
 */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const stored = await readWeights(file);
  const settings = await settingsBeside(file);
  const checkpoint = checkpointOf(file, stored, settings);
  requireFittingScheduler(checkpoint, settings);
  return withSettings(checkpoint, settings);
}

/** The same of a file whose header was read already, wherever it lies. */
export function checkpointOf(
  file: string,
  { tensors: stored, metadata }: StoredWeights,
  settings: SettingsBeside = noSettings,
): Checkpoint {
  const tensors = readScales(file, stored);
  refuseOthers(file, tensors);
  const components = componentsOf(tensors);
  const denoiser = networkIn(components.places.get('denoiser') ?? components.rest);
  if (!denoiser) throw noDenoiser(file, components);
  const { config, guesses } = configure(denoiser, file);
  const sketch: CheckpointSketch = {
    name: basename(file, extname(file)),
    metadata,
    marks: new Set(components.rest.keys()),
    parameterization: settings.parameterization,
    denoiser,
    config,
    has: (place) => components.places.has(place),
  };
  const recipe = recipes.find(({ denoiser: { kind }, matches }) => kind === denoiser.kind && matches(sketch));
  if (!recipe) throw noDenoiser(file, components);
  const { part } = recipe.denoiser;
  settings.requireOnly(part, ['vae', ...recipe.encoders.map((encoder) => encoder.part), 'scheduler']);
  const others = partsBesides(recipe, components, file);
  const chosen = settings.chosen();
  const scheduler = recipe.scheduler(sketch);
  const index = recipe.index(sketch);
  return {
    file,
    files: [file],
    title: recipe.title,
    pipeline: String(index._class_name),
    index,
    parts: new Map([
      [part, { file, weights: denoiser.tensors, config: { ...config, ...recipe.denoiserConfig(sketch) } }],
      ...others.parts,
    ]),
    chosen,
    missing: others.missing.filter((name) => !chosen.has(name)),
    scheduler: scheduler.config,
    tokenizers: new Map(recipe.encoders.map(({ tokenizer, kind, pad }) => [tokenizer, { kind, ...(pad && { pad }) }])),
    guesses: [
      ...guesses.map((guess) => ({ part, ...guess })),
      ...others.guesses,
      ...scheduler.guesses.map((guess) => ({ part: 'scheduler', ...guess })),
    ],
    metadata,
  };
}
