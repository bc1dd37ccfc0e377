import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Entry } from '../../protocol/types.ts';
import { isWorkflowName, withoutExtension } from '../../protocol/workflowName.ts';
import { sortNaturally } from '../files/fileNames.ts';
import { readTextFile } from '../files/readTextFile.ts';
import type { Folders } from './folders.ts';
import { workflowFolders } from './workflowFolders.ts';

/** The example that a first start opens. */
const firstExample = 'workflows/text-to-image.json';
const largestListed = 8 * 1024 * 1024;

/** Only what a list shows: whether the rest is sound is seen on opening. */
const headSchema = z.object({
  format: z.literal('arcspace-workflow'),
  name: z.string().max(200).optional().catch(undefined),
  description: z.string().max(20_000).optional().catch(undefined),
  thumbnail: z
    .string()
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/)
    .optional()
    .catch(undefined),
});

/**
 * Examples of the program by title, the way in first, then the workflows of the workspace, newest first. Other JSON files
 * are left out.
 */
export async function listWorkflows({ program, workspace }: Folders): Promise<Entry[]> {
  const places = ['', ...(await workflowFolders(workspace))];
  const own = (await Promise.all(places.map((folder) => entriesOf(workspace, folder, 'workspace')))).flat();
  const names = new Set(own.map((entry) => entry.path));
  const examples = await entriesOf(program, 'workflows', 'example');
  const shown = examples.filter(({ path }) => !names.has(path));
  return [...shown.sort(byTitle), ...own.sort((a, b) => b.modified - a.modified)];
}

function byTitle(one: Entry, other: Entry): number {
  const rank = ({ path }: Entry) => (path === firstExample ? 0 : 1);
  return rank(one) - rank(other) || one.title.localeCompare(other.title, 'en', { numeric: true });
}

async function entriesOf(root: string, folder: string, kind: 'example' | 'workspace'): Promise<Entry[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const files = sortNaturally(names.filter(isWorkflowName));
  const paths = files.map((name) => (folder === '' ? name : `${folder}/${name}`));
  const entries = paths.map((path) => workflowEntry(join(root, path), path, kind));
  return (await Promise.all(entries)).filter((entry) => entry !== undefined);
}

/** A workflow file as a list shows it; nothing for what is no workflow, or is gone. `path` is what it is called by. */
export async function workflowEntry(
  file: string,
  path: string,
  kind: 'example' | 'workspace' | 'recent',
): Promise<Entry | undefined> {
  try {
    const { mtimeMs } = await stat(file);
    const text = await readTextFile(file, { largest: largestListed });
    const { name, description, thumbnail } = headSchema.parse(JSON.parse(text));
    const title = name || withoutExtension(basename(path));
    return { path, title, description: description ?? '', kind, modified: mtimeMs, ...(thumbnail && { thumbnail }) };
  } catch {
    return undefined;
  }
}
