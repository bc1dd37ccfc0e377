import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import type { WorkflowRun } from '../../../protocol/types.ts';

/** What the processes of the test are told. */
export interface ChaosSetting {
  /** Of the program that is tested. */
  readonly program: string;
  /** Holds everything: the store, the results of the sender, the logs. */
  readonly folder: string;
  /** Of Redis on this machine. */
  readonly queue: string;
  readonly password: string;
  readonly jobs: number;
  /** Milliseconds after which a worker is taken for lost. */
  readonly lostAfter: number;
}

const SIDE = 40;

/** A run that takes milliseconds and gives a file of its own: a picture at a size that no other job has. */
export function runOfJob(job: number): WorkflowRun {
  const parameters = {
    path: 'images/pictures/content-house.png',
    width: 16 + (job % SIDE),
    height: 16 + Math.floor(job / SIDE),
  };
  const workflow = workflowOf(
    { load: { type: 'load_image', parameters }, save: { type: 'save_image', parameters: { filename: `job-${job}` } } },
    ['load.image save.image'],
  );
  return { workflow, path: null, targets: [], watch: [], shown: {} };
}
