import { createEngine, type Engine, type EngineSettings } from '../engine/createEngine.ts';
import { preferenceFrom } from '../engine/providers/preferenceFrom.ts';
import { modelFolders } from '../host/modelFolders.ts';
import { programFolder } from '../host/programFolder.ts';
import { workspaceFolder } from '../host/workspaceFolder.ts';

/** Folders that the command line names. */
export interface EngineFolders {
  readonly workspace?: string | undefined;
  /** Beside the models of the program and of the workspace. */
  readonly models?: readonly string[] | undefined;
}

/** An engine in this process, with the folders that the command line names. */
export function openEngine(options: EngineFolders & { output?: string }): Engine {
  const settings: EngineSettings = {
    program: programFolder(),
    workspace: workspaceFolder(options.workspace),
    modelFolders: modelFolders(options.models),
    provider: preferenceFrom(process.env.ARCSPACE_PROVIDER),
    ...(options.output === undefined ? {} : { output: options.output }),
  };
  return createEngine(settings);
}
