import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { InferredConfig } from '../configs/guess.ts';
import { readScales } from '../safetensors/readScales.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import type { WeightTable } from '../weights.ts';
import type { CheckpointPart } from './checkpoint.ts';
import { checkWantedPart, ordinal, widthOfClipL } from './checkWantedPart.ts';
import { configure } from './configure.ts';
import { networksIn, type PlacedNetwork } from './networksIn.ts';
import { partNames, refuseOthers, unsupported } from './otherFiles.ts';
import { usedTensors } from './parts.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import type { EncoderRecipe } from './recipe.ts';
import { settingsBeside } from './settingsBeside.ts';
import { encoderOf, vaeConventions, type WantedPart } from './wantedPart.ts';

/** A part of a model, and what it was read from. */
export interface ReadNetwork extends CheckpointPart {
  /** The file, and settings beside it. */
  readonly files: readonly string[];
  readonly guesses: InferredConfig['guesses'];
}

/**
 * Reads one network out of a .safetensors file, which may hold it alone or a whole model: a VAE or text encoder that takes the place of
 * a part of another model. What no file says of it is as in that model: the scale of a VAE's latents, heads of small encoders.
 * @throws ArcspaceError for a broken file, for one without such a network, and for one of another kind of model.
 */
export async function readNetwork(file: string, wanted: WantedPart): Promise<ReadNetwork> {
  const tensors = readScales(file, (await readWeights(file)).tensors);
  const encoder = encoderOf(wanted);
  const network = bestNetwork(networksIn(tensors), encoder);
  if (!network) throw withoutPart(file, tensors, wanted);
  const settings = await settingsBeside(file);
  const weights = encoder ? encoderWeights(file, network.tensors, encoder) : network.tensors;
  const { config, guesses } = configure({ ...network, tensors: weights }, file, encoder?.projecting);
  const guessed = guesses.filter(({ key }) => key in wanted.own).map(({ key }) => [key, wanted.own[key]] as const);
  const said = { ...Object.fromEntries(guessed), ...settings.of(wanted.part) };
  const whole = { ...config, ...(!encoder && vaeConventions(wanted)), ...said };
  checkWantedPart(wanted, encoder ? whole : { ...whole, ...(await scaleInModel(file, network)) }, file);
  return {
    file,
    weights,
    config: { ...whole, ...wanted.said },
    files: [file, ...settings.files],
    guesses: guesses.filter(({ key }) => !Object.hasOwn({ ...said, ...wanted.said }, key)),
  };
}

function bestNetwork(
  networks: readonly PlacedNetwork[],
  encoder: EncoderRecipe | undefined,
): PlacedNetwork | undefined {
  const fitting = networks.filter(({ kind }) => kind === (encoder?.kind ?? 'vae'));
  const usual = fitting.find(({ place }) => place && encoder?.places.includes(place));
  const asWide = fitting.find(({ tensors }) => encoder && widthOf(tensors) === encoder.width);
  return usual ?? asWide ?? fitting[0];
}

function widthOf(tensors: WeightTable): number | undefined {
  return (tensors.get('text_model.embeddings.token_embedding.weight') ?? tensors.get('shared.weight'))?.shape[1];
}

/** Of a CLIP that was saved whole, its text encoder. */
function encoderWeights(file: string, tensors: WeightTable, encoder: EncoderRecipe): WeightTable {
  const used = usedTensors(tensors, encoder);
  if (encoder.kind === 't5') return used;
  requireProjection(file, used, encoder);
  return new Map([...used].filter(([name]) => name.startsWith('text_model.') || name === 'text_projection.weight'));
}

/** CLIP-L projects by the identity where a file has no projection; CLIP-G does not. */
function requireProjection(file: string, tensors: WeightTable, { projecting, width }: EncoderRecipe): void {
  if (!projecting || width === widthOfClipL || tensors.has('text_projection.weight')) return;
  throw brokenFile(
    file,
    'has no projection (text_projection), which this model needs.',
    'Choose the file of this text encoder with its projection, as it is in SDXL or Stable Diffusion 3.',
  );
}

/** Where the VAE is that of a whole model, the scale that this model works with. */
async function scaleInModel(file: string, { place }: PlacedNetwork): Promise<{ readonly scaling_factor?: unknown }> {
  if (place === undefined) return {};
  const model = await readCheckpoint(file).catch(() => undefined);
  const scale = model?.parts.get('vae')?.config.scaling_factor;
  return scale === undefined ? {} : { scaling_factor: scale };
}

function withoutPart(file: string, tensors: WeightTable, wanted: WantedPart): unknown {
  const kind = encoderOf(wanted)?.kind ?? 'vae';
  try {
    refuseOthers(file, tensors);
  } catch (thrown) {
    return thrown;
  }
  const found = networksIn(tensors).map((network) => partNames[network.kind]);
  const holds = found.length > 0 ? `holds ${[...new Set(found)].join(' and ')}, and not` : 'does not hold';
  return unsupported(
    file,
    `${holds} ${partNames[kind]}, which the ${ordinal(wanted.part)} of a ${wanted.recipe.title} model is`,
    `Choose a file with ${partNames[kind]}.`,
  );
}
