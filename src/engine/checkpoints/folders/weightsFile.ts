import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import { hasPickleEnding, pickleByName } from '../safetensors/otherFormats.ts';

/** "diffusion_pytorch_model", "model.fp16", or the index of either, as diffusers and transformers place the variant. */
const usualName =
  /^(?:diffusion_pytorch_model|model)(?:\.([\w-]+))?\.safetensors(?:(?:\.([\w-]+))?\.index(?:\.([\w-]+))?\.json)?$/;

/**
 * Variants, the best first. The full precision goes before the half: networks compute in float32 here, so it costs no memory
 * and has the digits that diffusers loads where nobody asks for a variant. Weights kept for training come last.
 */
const variants = ['', 'fp32', 'bf16', 'fp16', 'ema', 'non_ema'];

/** One of several files that hold the weights together. */
const shardName = /-\d+-of-\d+\b/;

/** A file that may be that with the weights of a part, by its name. */
export interface WeightsCandidate {
  readonly name: string;
  /** "fp16", "ema"; empty for the usual one. */
  readonly variant: string;
  /** An index: the weights are in several files. */
  readonly sharded: boolean;
}

/**
 * The file with the weights of a part in a Diffusers folder: a .safetensors file, or the index of several.
 * @returns undefined where the folder has none.
 * @throws ArcspaceError where there are only pickles, or several files of which none has a usual name.
 */
export async function weightsFile(folder: string): Promise<string | undefined> {
  const all = (await readdir(folder).catch(() => [])).sort();
  const names = all.filter((name) => !isShard(name));
  const [best] = weightsCandidates(names).sort(byPreference);
  if (best) return join(folder, best.name);
  const others = names.filter((name) => name.endsWith('.safetensors'));
  if (others.length > 1) throw severalFiles(folder, others);
  if (others[0]) return join(folder, others[0]);
  const shard = all.find((name) => isShard(name) && name.endsWith('.safetensors'));
  if (shard) throw withoutIndex(folder, shard);
  const pickled = all.find(hasPickleEnding);
  if (pickled) throw pickleByName(join(folder, pickled));
  return undefined;
}

/** Whether a file is one of several that hold weights together. */
export function isShard(name: string): boolean {
  return shardName.test(name);
}

/** Those of these names that a part's weights usually have. */
export function weightsCandidates(names: readonly string[]): WeightsCandidate[] {
  return names.flatMap((name) => {
    const match = usualName.exec(name);
    if (!match || isShard(name)) return [];
    const variant = match[1] ?? match[2] ?? match[3] ?? '';
    return [{ name, variant, sharded: name.endsWith('.json') }];
  });
}

/** One file before several, which need an index that fits. */
function byPreference(a: WeightsCandidate, b: WeightsCandidate): number {
  return rank(a) - rank(b) || Number(a.sharded) - Number(b.sharded) || (a.name < b.name ? -1 : 1);
}

function rank({ variant }: WeightsCandidate): number {
  const place = variants.indexOf(variant);
  return place < 0 ? variants.length : place;
}

function withoutIndex(folder: string, shard: string): ArcspaceError {
  const index = `${shard.replace(/-\d+-of-\d+.*/, '')}.safetensors.index.json`;
  return new ArcspaceError(
    'missing-model-file',
    `${basename(folder)}/${index} is missing, which says what is in which of the files beside it.`,
    'Download the whole folder of this part again, including this file.',
    { file: join(folder, index) },
  );
}

function severalFiles(folder: string, names: readonly string[]): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `${basename(folder)} has several files of weights: ${names.join(', ')}.`,
    `Leave only the one to use in it, or call that one ${names[0]?.startsWith('model') ? 'model' : 'diffusion_pytorch_model'}.safetensors.`,
    { file: folder },
  );
}
