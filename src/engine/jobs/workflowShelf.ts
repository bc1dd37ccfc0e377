import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { removeOthers, type Written } from '../files/ownFiles.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { sha256 } from '../files/sha256.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** Workflows by the hash of their text: a thousand runs of one keep it once. */
export interface WorkflowShelf {
  /** @returns its hash. */
  put(workflow: Workflow): Promise<string>;
  /** @throws ArcspaceError for one that is gone or was changed. */
  take(hash: string): Promise<Workflow>;
  /** Its text, as it was put there. @throws ArcspaceError as `take` does. */
  takeText(hash: string): Promise<string>;
  /** Makes one count as put there now. @returns whether it is there. */
  renew(hash: string): Promise<boolean>;
  /** Removes all others that were put there so. */
  keepOnly(hashes: ReadonlySet<string>, written?: Written): Promise<void>;
}

const KEPT = /^[0-9a-f]{64}\.arcspace$/;

/** @param remedy what to do where a workflow is gone. */
export function createWorkflowShelf(
  folder: string,
  registry: NodeRegistry,
  remedy = 'Open the workflow and add it to the queue again.',
): WorkflowShelf {
  const fileOf = (hash: string): string => join(folder, `${hash}.arcspace`);
  const there = new Set<string>();
  const takeText = async (hash: string): Promise<string> => {
    const text = await readTextFile(fileOf(hash)).catch(() => '');
    if (sha256(text) !== hash) throw gone(fileOf(hash), remedy);
    return text;
  };
  const renew = (hash: string): Promise<boolean> => {
    const now = new Date();
    return utimes(fileOf(hash), now, now).then(
      () => true,
      () => false,
    );
  };
  return {
    renew,
    async put(workflow) {
      const text = serializeWorkflow(workflow);
      const hash = sha256(text);
      if (!there.has(hash) || !(await renew(hash))) await writeWhole(fileOf(hash), text);
      there.add(hash);
      return hash;
    },
    take: async (hash) => parseWorkflow(await takeText(hash), registry).workflow,
    takeText,
    keepOnly: (hashes, written) =>
      removeOthers(folder, KEPT, (name) => hashes.has(name.slice(0, -'.arcspace'.length)), written),
  };
}

function gone(file: string, remedy: string): ArcspaceError {
  const message = 'The workflow of this run is gone, or its file was changed.';
  return new ArcspaceError('job-workflow', message, remedy, { file });
}
