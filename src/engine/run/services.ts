import { dirname } from 'node:path';
import type { LoraService, ModelService, PartChoices, VaeService } from '../../graph/context.ts';
import type { Services } from '../../graph/execution.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { WorkflowRun } from '../../protocol/types.ts';
import { createFileService, type PlacedFiles } from '../files/fileService.ts';
import { createHasher, type Hasher } from '../files/hasher.ts';
import { locate } from '../files/places.ts';
import { createImageService } from '../images/imageService.ts';
import { availableCodecs } from '../video/availableCodecs.ts';
import { createFilmService } from '../video/filmService.ts';
import { type Folders, rootsOf } from '../workspace/folders.ts';
import { abandonable } from './pausing.ts';
import type { RecentFingerprints } from './recentFingerprints.ts';
import type { Turns } from './turns.ts';
import { createUnchanged, type Unchanged } from './unchanged.ts';

export interface EngineParts {
  readonly folders: Folders;
  readonly allowed: ReadonlySet<string>;
  readonly hasher: Hasher;
  readonly models: ModelService;
  readonly vaes: VaeService;
  readonly loras: LoraService;
  readonly turns: Turns;
  readonly recent: RecentFingerprints;
}

/** A run that leaves the folders of this user alone. */
export interface EngineRun extends WorkflowRun {
  /** Its own folders: what it reads lies in `workspace`, what it writes goes to `output`. */
  readonly apart?: Pick<Folders, 'workspace' | 'output'>;
}

/**
 * What one run may touch: files beside its workflow first, and pictures that carry its workflow. To read a
 * large file or model and to look through it takes a while; who cancels does not wait for it.
 */
export async function createServices(parts: EngineParts, options: EngineRun, signal: AbortSignal): Promise<Services> {
  const { models, vaes, loras, turns, recent } = parts;
  const unchanged = createUnchanged(recent, options.kept === 'newest');
  const fingerprint: Unchanged['fingerprint'] = (name, read) => unlessCancelled(unchanged.fingerprint(name, read));
  const load: Unchanged['load'] = (...how) => unlessCancelled(unchanged.load(...how));
  const ofModel = (name: string, parts?: PartChoices) => () => models.fingerprint(name, parts);
  const files = await filesOfRun(parts, options, signal);
  const carried = carriedText(options.workflow);
  const unlessCancelled = <T>(work: Promise<T>) => abandonable(work, signal);
  return {
    models: {
      load: (name, parts) => load(['model', name, parts], () => models.load(name, parts), ofModel(name, parts)),
      fingerprint: (name, parts) => fingerprint(['model', name, parts], ofModel(name, parts)),
    },
    vaes: {
      load: (name, kind) =>
        load(
          ['vae', name],
          () => vaes.load(name, kind),
          () => vaes.fingerprint(name),
        ),
      fingerprint: (name) => fingerprint(['vae', name], () => vaes.fingerprint(name)),
    },
    loras: {
      load: (name) =>
        load(
          ['lora', name],
          () => loras.load(name),
          () => loras.fingerprint(name),
        ),
      fingerprint: (name) => fingerprint(['lora', name], () => loras.fingerprint(name)),
    },
    files: {
      read: (path) => unlessCancelled(files.read(path)),
      list: (folder, extensions) => unlessCancelled(files.list(folder, extensions)),
      fingerprint: (path) => unlessCancelled(files.fingerprint(path)),
      write: (name, bytes) => files.write(name, bytes),
    },
    images: createImageService(carried),
    films: createFilmService({ files, codecs: availableCodecs, workflow: carried, signal }),
    yieldToHost: turns.letOthersGoOn,
    now: () => performance.now(),
  };
}

/** The files that one run may touch. */
export async function filesOfRun(parts: EngineParts, options: EngineRun, signal: AbortSignal): Promise<PlacedFiles> {
  const { apart, path } = options;
  const folders = apart ? { ...parts.folders, ...apart, readable: [] } : parts.folders;
  return createFileService({
    places: { roots: rootsOf(folders, await workflowFolder(parts, path)), allowed: new Set() },
    output: folders.output,
    workspace: folders.workspace,
    // What lies there is gone after the run, and so is what is remembered of it.
    hasher: apart ? createHasher() : parts.hasher,
    resultRoots: rootsOf(folders),
    signal,
  });
}

/** The folder of the workflow; none when it was never saved or is gone by now. */
async function workflowFolder({ folders, allowed }: EngineParts, path: string | null): Promise<string | undefined> {
  if (path === null) return undefined;
  const file = await locate({ roots: rootsOf(folders), allowed }, path).catch(() => undefined);
  return file === undefined ? undefined : dirname(file);
}

/** Compact, and without its own picture: that would only be carried twice. */
function carriedText({ thumbnail: _, ...workflow }: Workflow): string {
  return JSON.stringify(workflow);
}
