import { basename, extname } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import type { DownloadChoice, DownloadRequest } from '../../protocol/downloads.ts';
import { unexpected } from '../download/sourceErrors.ts';
import { safeFileName } from '../files/fileNames.ts';
import { familyOf } from '../models/families/index.ts';
import { parsePythonJson } from '../models/pythonJson.ts';
import { chooseFiles } from './choice/chooseFiles.ts';
import { filesOfFolderModel } from './choice/folderModel.ts';
import { type DownloadRecord, totalBytes } from './download/downloadRecord.ts';
import type { Hub } from './hub.ts';
import { formatHubSource, type HubSource, parseHubSource } from './hubSource.ts';
import { precisionOfWeights } from './precisionOfWeights.ts';
import { addressOf, type Repository, type RepositoryFile, readRepository } from './repository.ts';
import { readRemoteHeader } from './weightsHeader.ts';
import { whatIsIn } from './whatIsIn.ts';

/** What would be downloaded, or what there is to choose from. */
export type Planned =
  | { readonly record: DownloadRecord }
  | { readonly record: null; readonly choices: readonly DownloadChoice[] };

/**
 * Looks at a repository and says what of it would be downloaded. Asks for no more than lists, a header or a small file, which also
 * shows whether this user may download it at all.
 * @throws ArcspaceError for what is not there, not allowed, or nothing that Arcspace runs.
 */
export async function planDownload(hub: Hub, request: DownloadRequest, signal?: AbortSignal): Promise<Planned> {
  const asked = parseHubSource(request.source, hub.endpoint);
  const source: HubSource = request.commit === undefined ? asked : { ...asked, revision: request.commit };
  const repository = await readRepository(hub, source, signal);
  const choice = chooseFiles(repository.repo, repository.files, { file: source.file, precision: request.precision });
  if (choice.kind === 'several')
    return { record: null, choices: choice.files.map((file) => choiceOf(repository, file)) };
  const found =
    choice.kind === 'folder'
      ? {
          ...(await folderModel(hub, repository, choice.files, signal)),
          ...otherPrecision(repository, choice.files, request),
        }
      : await fileModel(hub, repository, choice.file, signal);
  return {
    record: {
      version: 1,
      ...found,
      name: safeFileName(request.name ?? found.name),
      source: formatHubSource({ ...source, repo: repository.repo }),
      precision: request.precision,
      repo: repository.repo,
      commit: repository.commit,
      page: repository.page,
      licence: repository.licence,
    },
  };
}

type Found = Pick<DownloadRecord, 'name' | 'kind' | 'title' | 'shape' | 'files' | 'otherBytes'>;

function choiceOf({ repo }: Repository, { path, bytes }: RepositoryFile): DownloadChoice {
  return { source: formatHubSource({ repo, file: path }), file: path, bytes };
}

/** What the model would take in the other precision, where it has both. */
function otherPrecision(
  { repo, files }: Repository,
  chosen: readonly RepositoryFile[],
  { precision }: DownloadRequest,
): Pick<DownloadRecord, 'otherBytes'> {
  const others = filesOfFolderModel(repo, files, precision === 'fp16' ? 'fp32' : 'fp16') ?? [];
  const [own, other] = [chosen, others].map((all) => totalBytes({ files: all }));
  return own === other ? {} : { otherBytes: other };
}

const indexSchema = z.looseObject({ _class_name: z.string().optional() });
/** Larger than any model_index.json. */
const largestIndex = 1e6;

async function folderModel(
  hub: Hub,
  { repo, commit }: Repository,
  files: readonly RepositoryFile[],
  signal: AbortSignal | undefined,
): Promise<Found> {
  const name = lastPart(repo);
  const index = files.find(({ path }) => path === 'model_index.json');
  if (!index || index.bytes > largestIndex)
    throw unexpected(new URL(hub.endpoint).host, `${repo} has no usable model_index.json`);
  const { response } = await hub.insist(addressOf(hub.endpoint, repo, commit, index.path), { signal });
  const { _class_name: className } = parseIndex(await response.text(), repo);
  const family = familyOf({
    folder: name,
    name,
    pipeline: className?.replace(/^(ORT|Onnx|OV)(?=[A-Z])/, ''),
    parts: new Set(files.map(({ path }) => path.split('/')[0] ?? path)),
    denoiserClass: undefined,
    whenMixed: 'use another repository',
  });
  return { name, kind: 'model', title: sentence(family.title), shape: 'folder', files: [...files] };
}

function parseIndex(text: string, repo: string): z.output<typeof indexSchema> {
  try {
    return indexSchema.parse(parsePythonJson(text));
  } catch {
    throw new ArcspaceError(
      'not-a-model',
      `model_index.json of ${repo} is not valid.`,
      'Use another repository: this model does not load anywhere.',
    );
  }
}

async function fileModel(
  hub: Hub,
  repository: Repository,
  file: RepositoryFile,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const weights = await readRemoteHeader(hub, repository, file, signal);
  const { kind, title: what } = await whatIsIn(`${repository.repo}/${file.path}`, weights);
  const title = [sentence(what), precisionOfWeights(weights.tensors.values())].filter((word) => word !== '').join(', ');
  return { name: nameOfFile(repository, file), kind, title, shape: 'file', files: [file] };
}

/** Names that a thousand repositories give to their one file. */
const usualNames = /^(pytorch_lora_weights|diffusion_pytorch_model|adapter_model|learned_embeds|lora|model)(\.fp16)?$/;

function nameOfFile({ repo }: Repository, { path }: RepositoryFile): string {
  const stem = basename(path, extname(path));
  return usualNames.test(stem) ? lastPart(repo) : stem;
}

function lastPart(repo: string): string {
  return repo.split('/').at(-1) ?? repo;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
