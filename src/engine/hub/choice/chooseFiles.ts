import { closest } from '../../../graph/closest.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { isShard } from '../../checkpoints/folders/weightsFile.ts';
import { hasPickleEnding } from '../../checkpoints/safetensors/otherFormats.ts';
import type { RepositoryFile } from '../repository.ts';
import { filesOfFolderModel } from './folderModel.ts';
import type { WantedPrecision } from './wantedPrecision.ts';

export interface Wish {
  /** One file of the repository, by its path in it, or by its name where that is the only one. */
  readonly file?: string | undefined;
  readonly precision: WantedPrecision;
}

/** What of a repository is downloaded. */
export type Choice =
  /** A model in the layout of Diffusers: these of its files, where they lie in it. */
  | { readonly kind: 'folder'; readonly files: readonly RepositoryFile[] }
  /** A model or a LoRA in one file. */
  | { readonly kind: 'file'; readonly file: RepositoryFile }
  /** The user has to say which. */
  | { readonly kind: 'several'; readonly files: readonly RepositoryFile[] };

/**
 * Chooses the files of a repository that a model needs, and no others: one set of weights for each part, no pickles, no safety
 * checkers, no weights for other runtimes or for training, no pictures.
 * @throws ArcspaceError where there is nothing that Arcspace runs, saying what there is.
 */
export function chooseFiles(repo: string, files: readonly RepositoryFile[], { file, precision }: Wish): Choice {
  if (file !== undefined) return { kind: 'file', file: namedFile(repo, files, file) };
  const folder = filesOfFolderModel(repo, files, precision);
  if (folder) return { kind: 'folder', files: folder };
  const checkpoints = files.filter(({ path }) => isCheckpoint(path));
  const [first] = checkpoints;
  if (!first) throw nothingToRun(repo, files);
  return checkpoints.length === 1 ? { kind: 'file', file: first } : { kind: 'several', files: checkpoints };
}

function isCheckpoint(path: string): boolean {
  return path.endsWith('.safetensors') && !isShard(nameOf(path));
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function namedFile(repo: string, files: readonly RepositoryFile[], wanted: string): RepositoryFile {
  const sameName = files.filter(({ path }) => nameOf(path) === wanted);
  const found = files.find(({ path }) => path === wanted) ?? (sameName.length === 1 ? sameName[0] : undefined);
  if (!found) throw noSuchFile(repo, files, wanted);
  if (hasPickleEnding(found.path)) throw pickle(repo, found.path, files);
  if (isCheckpoint(found.path)) return found;
  if (/\.gguf$/i.test(found.path)) throw inBlocks(repo, found.path);
  throw new ArcspaceError(
    'not-a-model',
    `${wanted} is no model in one file.`,
    isShard(nameOf(wanted))
      ? `It is a part of one: get the whole repository, ${repo}.`
      : `Name a .safetensors file, or get the whole repository: ${repo}.`,
  );
}

/** Names that are listed in a message. */
const listed = 8;

function noSuchFile(repo: string, files: readonly RepositoryFile[], wanted: string): ArcspaceError {
  const there = files.filter(({ path }) => isCheckpoint(path)).map(({ path }) => path);
  const near = closest(wanted, there);
  const names = `${there.slice(0, listed).join(', ')}${there.length > listed ? ', …' : ''}`;
  const others = there.length > 0 ? `It has ${names}.` : `Get the whole repository: ${repo}.`;
  return new ArcspaceError(
    'not-a-model',
    `${repo} has no file ${wanted.slice(0, 200)}.`,
    near ? `Did you mean ${near}?` : others,
  );
}

function pickle(repo: string, path: string, files: readonly RepositoryFile[]): ArcspaceError {
  const safe = files.find((file) => isCheckpoint(file.path));
  return new ArcspaceError(
    'not-a-model',
    `${path} is a pickle, which can run code when it is opened: Arcspace does not read those.`,
    safe ? `Use ${repo}:${safe.path}.` : 'Use a repository that has the model as .safetensors.',
  );
}

function inBlocks(repo: string, path: string): ArcspaceError {
  return new ArcspaceError(
    'not-a-model',
    `${path} is a GGUF file, which Arcspace runs and does not fetch.`,
    `Download it from the page of ${repo}, and put it into the folder of models.`,
  );
}

/** What else model files are, by the ends of their names. */
const otherFormats: readonly (readonly [ending: RegExp, what: string])[] = [
  [/\.(ckpt|bin|pt|pth|pkl)$/i, 'pickles, which can run code when they are opened'],
  [/\.gguf$/i, 'GGUF files, which are not fetched: put one into the folder of models by hand'],
  [/\.(msgpack|h5|pb|tflite)$/i, 'weights for Flax or TensorFlow'],
  [/\.onnx$/i, 'ONNX files in no layout that Arcspace knows'],
  [/-\d+-of-\d+.*\.safetensors$/, 'parts of a model in several files, without model_index.json'],
];

function nothingToRun(repo: string, files: readonly RepositoryFile[]): ArcspaceError {
  const what = otherFormats.find(([ending]) => files.some(({ path }) => ending.test(path)))?.[1];
  return new ArcspaceError(
    'not-a-model',
    `${repo} has no model that Arcspace runs${what ? `: it has ${what}` : ''}.`,
    'Use a repository with a model as .safetensors, in one file or in the layout of Diffusers, or as ONNX.',
  );
}
