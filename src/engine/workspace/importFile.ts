import { extname, join } from 'node:path';
import { filmExtensions, filmFormatNames } from '../../graph/filmFormats.ts';
import { heicRemedy, isHeicName, pictureExtensions, pictureFormatNames } from '../../graph/pictureFormats.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { workflowExtensions } from '../../protocol/workflowName.ts';
import { resolveInside } from '../files/containment.ts';
import { safeFileName } from '../files/fileNames.ts';
import { nameInside } from '../files/fileService.ts';
import { requireWorkspace } from '../files/ownFolder.ts';
import { writeNew } from '../files/writeNew.ts';
import { type Folders, rootsOf } from './folders.ts';

const folderOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(pictureExtensions.map((extension) => [extension, 'images'])),
  ...Object.fromEntries(filmExtensions.map((extension) => [extension, 'films'])),
  '.safetensors': 'latents',
  '.latent': 'latents',
  ...Object.fromEntries(workflowExtensions.map((extension) => [`.${extension}`, ''])),
};

/** Copies a dropped file into the workspace under a safe name, never over another file. */
export async function importFile(folders: Folders, name: string, bytes: Uint8Array): Promise<string> {
  const safe = safeFileName(name);
  const extension = extname(safe).toLowerCase();
  const folder = Object.hasOwn(folderOf, extension) ? folderOf[extension] : undefined;
  if (folder === undefined) throw unknownKind(safe);
  await requireWorkspace(folders.workspace);
  const target = await resolveInside(folders.workspace, folder).catch(() => {
    throw linkedAway(folder);
  });
  const file = await writeNew(join(target, safe), bytes);
  return nameInside({ roots: rootsOf(folders), allowed: new Set() }, file);
}

function linkedAway(folder: string): ArcspaceError {
  return new ArcspaceError(
    'outside-folders',
    `The folder "${folder}" of the workspace is a link that leads out of it. Nothing was imported.`,
    'Replace the link with a folder, then drop the file again.',
    { file: folder },
  );
}

function unknownKind(name: string): ArcspaceError {
  return new ArcspaceError(
    'unknown-kind',
    `"${name}" is no kind of file that Arcspace works with.`,
    isHeicName(name)
      ? `HEIC pictures cannot be read. ${heicRemedy}`
      : `Drop pictures (${pictureFormatNames}), films (${filmFormatNames}), latents (.safetensors, .latent) or workflows (.arcspace, .json).`,
    { file: name },
  );
}
