import { lstat, readdir, readlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';

/** What lies under a name in a folder of models: a folder, or a checkpoint in one file. */
export interface ModelPlace {
  readonly path: string;
  /** Why it cannot be looked into. */
  readonly fault?: ArcspaceError;
}

export interface FoundModels {
  readonly models: ReadonlyMap<string, ModelPlace>;
  /** Other folders beside them, in which nothing looks like a model. */
  readonly others: readonly string[];
}

/** Endings of files that are models of their own. Those of other formats are listed too, with the reason why they do not run. */
const checkpointEndings = ['.safetensors', '.ckpt', '.gguf'];

export function isCheckpoint(path: string): boolean {
  return checkpointEndings.includes(extname(path).toLowerCase());
}

/**
 * Looks for models by name: direct subfolders of the roots and of folders called "checkpoints" in or beside them, checkpoints in them by their names without the ending, and links to
 * either anywhere, which the user made. Where two have the same name, the first counts, a folder before a file.
 */
export async function findModels(roots: readonly string[]): Promise<FoundModels> {
  const models = new Map<string, ModelPlace>();
  const others: string[] = [];
  for (const root of roots.flatMap(placesOf)) {
    const names = await readdir(root).catch(() => []);
    for (const entry of names.sort()) {
      const name = isCheckpoint(entry) ? entry.slice(0, -extname(entry).length) : entry;
      if (models.has(name)) continue;
      const found = await lookInto(join(root, entry));
      if (found === 'other') others.push(name);
      else if (found) models.set(name, found);
    }
  }
  return { models, others };
}

/** Programs keep checkpoints in a folder of their own. */
function placesOf(root: string): string[] {
  return [root, join(root, 'checkpoints'), join(dirname(root), 'checkpoints')];
}

/** What a model folder has at least one of. */
const marks = ['model_index.json', 'unet', 'transformer'];

async function lookInto(path: string): Promise<ModelPlace | 'other' | undefined> {
  try {
    const names = await readdir(path);
    return marks.some((mark) => names.includes(mark)) ? { path } : 'other';
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'ENOTDIR') return isCheckpoint(path) ? { path } : undefined;
    const fault = await faultOf(path, code);
    return fault && { path, fault };
  }
}

/** Undefined for what is no model: another file, or something that was removed meanwhile. */
async function faultOf(path: string, code: string | undefined): Promise<ArcspaceError | undefined> {
  const isLink = (await lstat(path).catch(() => undefined))?.isSymbolicLink();
  if (code === 'ENOENT' && !isLink) return undefined;
  const [why, remedy] = await reason(path, code);
  return new ArcspaceError('missing-model-file', why, remedy, { file: path });
}

async function reason(path: string, code: string | undefined): Promise<[why: string, remedy: string]> {
  const what = `The model folder ${basename(path)}`;
  if (code === 'ENOENT') {
    const target = await readlink(path);
    return [`${what} is a link to ${target}, which does not exist.`, 'Restore that folder, or remove the link.'];
  }
  if (code === 'ELOOP') return [`${what} is a link that leads in a circle.`, 'Make the link again, or remove it.'];
  return [`${what} cannot be read (${code}).`, 'Check the permissions of the folder.'];
}
