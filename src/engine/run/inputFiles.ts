import { stat } from 'node:fs/promises';
import { plan } from '../../graph/plan.ts';
import { relativeParts } from '../files/containment.ts';
import type { RunnerParts } from './runWorkflow.ts';
import { type EngineRun, filesOfRun } from './services.ts';

/** A file that a run reads. */
export interface InputFile {
  /** How its workflow names it: relative, with forward slashes. */
  readonly path: string;
  /** Where it lies. */
  readonly file: string;
  /** sha256 of its content. */
  readonly hash: string;
}

/** The files that a run reads, those of the folders that it reads too. Nothing is computed. */
export type ListInputs = (run: EngineRun, signal: AbortSignal) => Promise<readonly InputFile[]>;

/** @throws ArcspaceError for files that are not there, and for paths that only mean something on this machine. */
export function createInputLister(parts: RunnerParts): ListInputs {
  return async (run, signal) => {
    const files = await filesOfRun(parts, run, signal);
    const { nodes } = plan(run.workflow, parts.registry, run.targets);
    const named = new Set(nodes.flatMap(({ definition, parameters }) => definition.reads?.(parameters) ?? []));
    const isFolder = async (path: string) => (await stat(await files.locate(path))).isDirectory();
    const paths = new Set<string>();
    for (const path of named) {
      const own = relativeParts(path).join('/');
      for (const each of (await isFolder(own)) ? await files.list(own, []) : [own]) paths.add(each);
    }
    const inputs: InputFile[] = [];
    for (const path of paths) {
      signal.throwIfAborted();
      const file = await files.locate(path);
      inputs.push({ path, file, hash: await parts.hasher.hash(file, path) });
    }
    return inputs;
  };
}
