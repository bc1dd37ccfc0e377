import { ArcspaceError } from '../../../graph/problem.ts';
import { partFolders } from '../../models/families/index.ts';
import type { RepositoryFile } from '../repository.ts';
import { exportedNetwork } from './exportedNetwork.ts';
import type { WantedPrecision } from './wantedPrecision.ts';
import { weightsInUse } from './weightsInUse.ts';

const index = 'model_index.json';
/** Exporters make two networks of a VAE. */
const halvesOfVae: readonly string[] = ['vae_encoder', 'vae_decoder'];
/** Larger than any vocabulary: what is larger in a folder of a tokenizer is something else. */
const largestText = 64e6;

/**
 * The files of a model in the layout of Diffusers that are needed; undefined where the repository is none. Networks are taken as
 * .safetensors, as ONNX only where there is nothing else.
 * @throws ArcspaceError naming the part that has weights in no format that Arcspace reads.
 */
export function filesOfFolderModel(
  repo: string,
  files: readonly RepositoryFile[],
  precision: WantedPrecision,
): readonly RepositoryFile[] | undefined {
  const root = files.find(({ path }) => path === index);
  if (!root) return undefined;
  const hasWholeVae = weightsInUse(filesIn(files, 'vae'), precision) !== undefined;
  const parts = partFolders.networks.filter((part) => !(hasWholeVae && halvesOfVae.includes(part)));
  const networks = parts.flatMap((part) => networkFiles(repo, part, filesIn(files, part), precision));
  const texts = partFolders.others.flatMap((part) => filesIn(files, part).filter(isText));
  return [root, ...texts, ...networks];
}

/** Directly in a folder. */
function filesIn(files: readonly RepositoryFile[], folder: string): readonly RepositoryFile[] {
  return files.filter(({ path }) => path.startsWith(`${folder}/`) && path.split('/').length === 2);
}

function isText({ path, bytes }: RepositoryFile): boolean {
  return bytes <= largestText && /\.(json|txt|model)$/.test(path);
}

function networkFiles(
  repo: string,
  part: string,
  files: readonly RepositoryFile[],
  precision: WantedPrecision,
): readonly RepositoryFile[] {
  const config = files.filter(({ path }) => path === `${part}/config.json`);
  const weights = weightsInUse(files, precision) ?? exportedNetwork(files, precision);
  if (weights) return [...config, ...weights];
  const isPickled = files.some(({ path }) => /\.(bin|ckpt|pt|pth)$/.test(path));
  if (isPickled) throw pickledPart(repo, part);
  return config;
}

function pickledPart(repo: string, part: string): ArcspaceError {
  return new ArcspaceError(
    'not-a-model',
    `${repo} has the weights of its ${part} only as pickles, which can run code when they are opened.`,
    'Use a repository that has the model as .safetensors.',
  );
}
