import { basename, extname } from 'node:path';
import { readWeights } from '../safetensors/readWeights.ts';
import { refuseQuantised } from '../safetensors/refuseQuantised.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Components, componentsOf } from './components.ts';
import { configure } from './configure.ts';
import { type FoundNetwork, networkIn } from './networkLayouts.ts';
import { noDenoiser, refuseOthers } from './otherFiles.ts';
import { partsBesides } from './parts.ts';
import type { CheckpointSketch } from './recipe.ts';
import { recipes } from './recipes/index.ts';

/**
 * Reads what a model in one .safetensors file is: its networks by the names of diffusers and transformers, and the configuration
 * that their shapes and the conventions of the family say. Nothing but the header is read.
 * @throws ArcspaceError for a broken file, and for one that is no model that Arcspace knows.
 */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const { tensors, metadata } = await readWeights(file);
  refuseQuantised(file, tensors.keys());
  refuseOthers(file, tensors);
  const components = componentsOf(tensors);
  const denoiser = networkIn(components.places.get('denoiser') ?? components.rest);
  if (!denoiser) throw noDenoiser(file, components);
  const { config, guesses } = configure(denoiser, file);
  const sketch = sketchOf(file, metadata, components, denoiser, config);
  const recipe = recipes.find(({ denoiser: { kind }, matches }) => kind === denoiser.kind && matches(sketch));
  if (!recipe) throw noDenoiser(file, components);
  const { part } = recipe.denoiser;
  const others = partsBesides(recipe, components, file);
  const scheduler = recipe.scheduler(sketch);
  const index = recipe.index(sketch);
  return {
    file,
    title: recipe.title,
    pipeline: String(index._class_name),
    index,
    parts: new Map([
      [part, { weights: denoiser.tensors, config: { ...config, ...recipe.denoiserConfig(sketch) } }],
      ...others.parts,
    ]),
    missing: others.missing,
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

function sketchOf(
  file: string,
  metadata: Checkpoint['metadata'],
  { places, rest }: Components,
  denoiser: FoundNetwork,
  config: CheckpointSketch['config'],
): CheckpointSketch {
  return {
    name: basename(file, extname(file)),
    metadata,
    marks: new Set(rest.keys()),
    denoiser,
    config,
    has: (place) => places.has(place),
  };
}
