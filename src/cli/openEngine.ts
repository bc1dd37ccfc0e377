import { createEngine, type Engine, type EngineSettings } from '../engine/createEngine.ts';
import { preferenceFrom } from '../engine/providers/preferenceFrom.ts';
import { programFolder } from '../host/programFolder.ts';
import { workspaceFolder } from '../host/workspaceFolder.ts';

/** An engine in this process, with the folders that the command line names. */
export function openEngine(options: { workspace?: string | undefined; output?: string }): Engine {
  const settings: EngineSettings = {
    program: programFolder(),
    workspace: workspaceFolder(options.workspace),
    provider: preferenceFrom(process.env.ARCSPACE_PROVIDER),
    ...(options.output === undefined ? {} : { output: options.output }),
  };
  return createEngine(settings);
}
