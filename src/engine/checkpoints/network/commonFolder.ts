import { dirname, parse, relative, sep } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';

/**
 * The deepest folder that all files lie in: ONNX Runtime reads weights from one folder and those in it.
 * @throws ArcspaceError for files on several drives.
 */
export function commonFolder(files: Iterable<string>): string {
  const [first = '', ...others] = new Set(files);
  return others.reduce((folder, file) => sharedFolder(folder, file), dirname(first));
}

function sharedFolder(folder: string, file: string): string {
  if (parse(folder).root !== parse(file).root) throw onSeveralDrives(folder, file);
  let shared = folder;
  while (relative(shared, file).startsWith('..')) shared = dirname(shared);
  return shared;
}

function onSeveralDrives(folder: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `${file} lies on another drive than ${folder}, and one network reads its weights from one drive.`,
    'Put the model and its LoRAs on the same drive.',
    { file },
  );
}

/** Where a file lies in a folder, with slashes on every system. */
export function locationIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
