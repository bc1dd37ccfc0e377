import { createEngine, type Engine, type EngineSettings } from '../engine/createEngine.ts';
import { cacheFolder, resultsFolder } from '../host/cacheFolder.ts';
import { deviceFromEnvironment } from '../host/deviceChoice.ts';
import { machineFolder } from '../host/machineFolder.ts';
import { modelFolders } from '../host/modelFolders.ts';
import { programFolder } from '../host/programFolder.ts';
import { workspaceFolder } from '../host/workspaceFolder.ts';
import type { DeviceChoice } from '../protocol/types.ts';

/** Folders that the command line names, and what is to compute. */
export interface EngineChoices {
  readonly workspace?: string | undefined;
  /** Beside the models of the program and of the workspace. */
  readonly models?: readonly string[] | undefined;
  readonly device?: DeviceChoice | undefined;
  /** Whether results of earlier runs are used and those of this one kept; default: they are. */
  readonly cache?: boolean | undefined;
}

type Extra = Pick<EngineSettings, 'output' | 'readable' | 'keepsPictures'>;

/** An engine in this process, as the command line wants it. */
export function openEngine(options: EngineChoices & Extra): Engine {
  return createEngine(engineSettings(options));
}

/** What the choices come to on this machine. */
export function engineSettings(options: EngineChoices & Extra): EngineSettings {
  return {
    program: programFolder(),
    workspace: workspaceFolder(options.workspace),
    modelFolders: modelFolders(options.models),
    cacheFolder: cacheFolder(),
    resultsFolder: options.cache === false ? undefined : resultsFolder(),
    machineFolder: machineFolder(),
    provider: options.device ?? deviceFromEnvironment(),
    output: options.output,
    readable: options.readable,
    keepsPictures: options.keepsPictures,
  };
}
