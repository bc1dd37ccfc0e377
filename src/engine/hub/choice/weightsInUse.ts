import { isShard, weightsCandidates } from '../../checkpoints/folders/weightsFile.ts';
import type { RepositoryFile } from '../repository.ts';
import type { WantedPrecision } from './wantedPrecision.ts';

/** Variants of weights, the best first. Those that are kept for training only are none. */
const variants: Readonly<Record<WantedPrecision, readonly string[]>> = {
  fp16: ['fp16', '', 'bf16', 'fp32'],
  fp32: ['', 'fp32', 'bf16', 'fp16'],
};

/**
 * The .safetensors file with the weights of a part, or the index of several and those; undefined where the part has none.
 * @param files those of the part's folder.
 */
export function weightsInUse(
  files: readonly RepositoryFile[],
  precision: WantedPrecision,
): readonly RepositoryFile[] | undefined {
  const byName = new Map(files.map((file) => [nameOf(file), file]));
  const candidates = weightsCandidates([...byName.keys()]);
  for (const variant of variants[precision]) {
    const own = candidates.filter((candidate) => candidate.variant === variant);
    const found = own.find(({ sharded }) => !sharded) ?? own[0];
    const file = found && byName.get(found.name);
    if (found && file) return found.sharded ? [file, ...shardsOf(found.name, variant, files)] : [file];
  }
  const others = files.filter((file) => isOther(nameOf(file)));
  return others.length === 1 ? others : undefined;
}

function nameOf({ path }: RepositoryFile): string {
  return path.split('/').at(-1) ?? path;
}

/** Weights under a name of their own: used where they are the only ones. */
function isOther(name: string): boolean {
  return name.endsWith('.safetensors') && !isShard(name) && weightsCandidates([name]).length === 0;
}

/** "model.fp16-00001-of-00002.safetensors" and "model-00001-of-00002.fp16.safetensors" */
const shard = /^(.+?)(?:\.([\w-]+?))?-\d+-of-\d+(?:\.([\w-]+))?\.safetensors$/;

function shardsOf(index: string, variant: string, files: readonly RepositoryFile[]): RepositoryFile[] {
  const stem = index.split('.')[0];
  return files.filter((file) => {
    const match = shard.exec(nameOf(file));
    return match !== null && match[1] === stem && (match[2] ?? match[3] ?? '') === variant;
  });
}
