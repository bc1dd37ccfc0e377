import { basename, join, resolve } from 'node:path';
import type { ModelRole } from '../../graph/models/knownModel.ts';
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
  /** Folders that may be read too, each under its own name. */
  readonly readable: readonly string[];
  /** Where models, parts of them and what adds to them go that are downloaded. */
  readonly downloads: Readonly<Record<ModelRole, string>>;
}

/** What comes with the program and may be named by workflows. */
const programParts = ['images', 'models', 'workflows'];

export function foldersOf(options: {
  readonly program: string;
  readonly workspace: string;
  readonly output?: string | undefined;
  readonly modelFolders?: readonly string[] | undefined;
  readonly readable?: readonly string[] | undefined;
}): Folders {
  const program = resolve(options.program);
  const workspace = resolve(options.workspace);
  const extra = options.modelFolders ?? [];
  return {
    program,
    workspace,
    output: resolve(options.output ?? join(workspace, 'results')),
    hidden: join(workspace, '.arcspace'),
    readable: (options.readable ?? []).map((folder) => resolve(folder)),
    downloads: downloadFolders(workspace),
    models: [
      ...new Set([join(program, 'models'), join(workspace, 'models'), ...extra.map((folder) => resolve(folder))]),
    ],
  };
}

/** As ComfyUI has them, but for LoRAs and embeddings, which lie beside the models. */
export function downloadFolders(workspace: string): Folders['downloads'] {
  const models = join(workspace, 'models');
  return {
    model: models,
    denoiser: join(models, 'unet'),
    vae: join(models, 'vae'),
    text_encoder: join(models, 'text_encoders'),
    lora: join(workspace, 'loras'),
    embedding: join(workspace, 'embeddings'),
  };
}

/** Where relative paths are looked for: beside the workflow, in the workspace, in the program, in what may be read too. */
export function rootsOf({ workspace, program, readable }: Folders, workflowFolder?: string): readonly Root[] {
  const own = workflowFolder === undefined || workflowFolder === workspace ? [] : [{ folder: workflowFolder }];
  const named = readable.map((folder) => ({ folder, as: basename(folder) }));
  return [...own, { folder: workspace }, { folder: program, only: programParts }, ...named];
}
