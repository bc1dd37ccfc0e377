import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { removeOthers } from '../files/ownFiles.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { sha256 } from '../files/sha256.ts';
import { exists } from '../files/spelledOnDisk.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** Workflows by the hash of their text: a thousand runs of one keep it once. */
export interface WorkflowShelf {
  /** @returns its hash. */
  put(workflow: Workflow): Promise<string>;
  /** @throws ArcspaceError for one that is gone or was changed. */
  take(hash: string): Promise<Workflow>;
  /** Its text, as it was put there. @throws ArcspaceError as `take` does. */
  takeText(hash: string): Promise<string>;
  /** Removes all others. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void>;
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
  return {
    async put(workflow) {
      const text = serializeWorkflow(workflow);
      const hash = sha256(text);
      if (!there.has(hash) || !(await exists(fileOf(hash)))) await writeWhole(fileOf(hash), text);
      there.add(hash);
      return hash;
    },
    take: async (hash) => parseWorkflow(await takeText(hash), registry).workflow,
    takeText,
    keepOnly: (hashes) => removeOthers(folder, KEPT, (name) => hashes.has(name.slice(0, -'.arcspace'.length))),
  };
}

function gone(file: string, remedy: string): ArcspaceError {
  const message = 'The workflow of this run is gone, or its file was changed.';
  return new ArcspaceError('job-workflow', message, remedy, { file });
}
