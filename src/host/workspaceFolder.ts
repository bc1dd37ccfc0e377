import { resolve } from 'node:path';
import { machineFolder } from './machineFolder.ts';

/** The user's folder: as they name it, here or in ARCSPACE_WORKSPACE, or where this system keeps a program's data. */
export function workspaceFolder(named: string | undefined = process.env.ARCSPACE_WORKSPACE): string {
  return named === undefined ? machineFolder() : resolve(named);
}
