import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { sha256 } from '../files/sha256.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** Workflows of jobs by the hash of their text: a thousand runs of one keep it once. */
export interface WorkflowShelf {
  /** @returns its hash. */
  put(workflow: Workflow): Promise<string>;
  /** @throws ArcspaceError for one that is gone or was changed. */
  take(hash: string): Promise<Workflow>;
  /** Removes all others. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void>;
}

export function createWorkflowShelf(folder: string, registry: NodeRegistry): WorkflowShelf {
  const fileOf = (hash: string): string => join(folder, `${hash}.arcspace`);
  const there = new Set<string>();
  return {
    async put(workflow) {
      const text = serializeWorkflow(workflow);
      const hash = sha256(text);
      if (!there.has(hash)) await writeWhole(fileOf(hash), text);
      there.add(hash);
      return hash;
    },
    async take(hash) {
      const text = await readTextFile(fileOf(hash)).catch(() => '');
      if (sha256(text) !== hash) throw gone(fileOf(hash));
      return parseWorkflow(text, registry).workflow;
    },
    async keepOnly(hashes) {
      const names = await readdir(folder).catch((): string[] => []);
      const others = names.filter(
        (name) => name.endsWith('.arcspace') && !hashes.has(name.slice(0, -'.arcspace'.length)),
      );
      await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

function gone(file: string): ArcspaceError {
  const message = 'The workflow of this job is gone, or its file was changed.';
  return new ArcspaceError('job-workflow', message, 'Open the workflow and add it to the queue again.', { file });
}
