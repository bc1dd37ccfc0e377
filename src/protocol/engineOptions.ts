import { z } from 'zod';
import { providers } from './providers.ts';

/** Where an engine finds things. Handed to its process as its one argument. */
const engineOptionsSchema = z.object({
  /** Folder of the program: `models`, `workflows` and `images` lie in it. Only read. */
  program: z.string().min(1),
  /** Folder of the user: workflows, models, dropped pictures and results. Made when it is missing. */
  workspace: z.string().min(1),
  /** More folders whose subfolders are models. */
  modelFolders: z.array(z.string().min(1)).optional(),
  /** For what can be computed again. */
  cacheFolder: z.string().min(1).optional(),
  /** For results that later processes need not compute again. */
  resultsFolder: z.string().min(1).optional(),
  /** Folder of what this user's programs keep about the machine. */
  machineFolder: z.string().min(1).optional(),
  /** What is to compute. */
  device: z.enum(['auto', ...providers.map(({ name }) => name)]).optional(),
});

export type EngineOptions = z.output<typeof engineOptionsSchema>;

export function formatEngineOptions(options: EngineOptions): string {
  return JSON.stringify(options);
}

/** @throws ZodError when the argument is missing or something else. */
export function parseEngineOptions(argument: string | undefined): EngineOptions {
  return engineOptionsSchema.parse(JSON.parse(argument ?? 'null'));
}
