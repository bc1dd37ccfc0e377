import { join, resolve } from 'node:path';
import type { Root } from '../files/places.ts';

/** Where everything lies in the user's folder and in the program's. */
export interface Folders {
  readonly program: string;
  readonly workspace: string;
  /** Results of runs. */
  readonly output: string;
  /** Versions, autosave, recent files, remembered hashes. */
  readonly hidden: string;
  /** Folders whose subfolders are models. */
  readonly models: readonly string[];
  /** Where models and LoRAs go that are downloaded. */
  readonly downloads: { readonly model: string; readonly lora: string };
}

/** What comes with the program and may be named by workflows. */
const programParts = ['images', 'models', 'workflows'];

export function foldersOf(options: {
  readonly program: string;
  readonly workspace: string;
  readonly output?: string | undefined;
  readonly modelFolders?: readonly string[] | undefined;
}): Folders {
  const program = resolve(options.program);
  const workspace = resolve(options.workspace);
  const extra = options.modelFolders ?? [];
  return {
    program,
    workspace,
    output: resolve(options.output ?? join(workspace, 'results')),
    hidden: join(workspace, '.arcspace'),
    downloads: { model: join(workspace, 'models'), lora: join(workspace, 'loras') },
    models: [
      ...new Set([join(program, 'models'), join(workspace, 'models'), ...extra.map((folder) => resolve(folder))]),
    ],
  };
}

/** Where relative paths are looked for: beside the workflow, in the workspace, in the program. */
export function rootsOf({ workspace, program }: Folders, workflowFolder?: string): readonly Root[] {
  const own = workflowFolder === undefined || workflowFolder === workspace ? [] : [{ folder: workflowFolder }];
  return [...own, { folder: workspace }, { folder: program, only: programParts }];
}
