import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { sha256 } from '../files/sha256.ts';
import { exists } from '../files/spelledOnDisk.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { removeOthers } from './queueFolder.ts';

/** Workflows of jobs by the hash of their text: a thousand runs of one keep it once. */
export interface WorkflowShelf {
  /** @returns its hash. */
  put(workflow: Workflow): Promise<string>;
  /** @throws ArcspaceError for one that is gone or was changed. */
  take(hash: string): Promise<Workflow>;
  /** Removes all others. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void>;
}

const KEPT = /^[0-9a-f]{64}\.arcspace$/;

export function createWorkflowShelf(folder: string, registry: NodeRegistry): WorkflowShelf {
  const fileOf = (hash: string): string => join(folder, `${hash}.arcspace`);
  const there = new Set<string>();
  return {
    async put(workflow) {
      const text = serializeWorkflow(workflow);
      const hash = sha256(text);
      if (!there.has(hash) || !(await exists(fileOf(hash)))) await writeWhole(fileOf(hash), text);
      there.add(hash);
      return hash;
    },
    async take(hash) {
      const text = await readTextFile(fileOf(hash)).catch(() => '');
      if (sha256(text) !== hash) throw gone(fileOf(hash));
      return parseWorkflow(text, registry).workflow;
    },
    keepOnly: (hashes) => removeOthers(folder, KEPT, (name) => hashes.has(name.slice(0, -'.arcspace'.length))),
  };
}

function gone(file: string): ArcspaceError {
  const message = 'The workflow of this run is gone, or its file was changed.';
  return new ArcspaceError('job-workflow', message, 'Open the workflow and add it to the queue again.', { file });
}
