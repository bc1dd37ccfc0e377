import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelRoot } from '../../protocol/types.ts';
import type { Folders } from './folders.ts';

/** The folders that models are looked for in, in their order. */
export function listModelRoots({ program, workspace, models }: Folders): Promise<ModelRoot[]> {
  const known = new Map<string, ModelRoot['origin']>([
    [join(program, 'models'), 'program'],
    [join(workspace, 'models'), 'workspace'],
  ]);
  return Promise.all(
    models.map(async (path) => ({ path, origin: known.get(path) ?? 'named', exists: await isFolder(path) })),
  );
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
