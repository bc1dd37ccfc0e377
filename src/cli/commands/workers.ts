import { lookAtQueue } from '../../cluster/client/lookAtQueue.ts';
import type { WorkerCard } from '../../cluster/queue/workers.ts';
import { queuePlaces } from '../queuePlaces.ts';
import { withoutControls } from '../withoutControls.ts';

export interface WorkersOptions {
  readonly queue: string;
  readonly json?: boolean;
}

/** Prints the workers behind a queue, a line for each, and how much waits. */
export async function printWorkers({ queue, json }: WorkersOptions): Promise<void> {
  const { workers, load } = await lookAtQueue(queuePlaces(queue, undefined));
  if (json) {
    console.log(JSON.stringify({ workers, load }, null, 2));
    return;
  }
  for (const worker of workers) console.log(lineOf(worker));
  const count = workers.length === 1 ? '1 worker' : `${workers.length} workers`;
  console.log(`${count}, ${load.running} running, ${load.waiting} waiting, ${load.failed} failed`);
}

function lineOf({ name, device, running, slots, models, program }: WorkerCard): string {
  const has = models.length === 1 ? '1 model' : `${models.length} models`;
  return withoutControls(`${name}  ${device.label}  ${running} of ${slots} running  ${has}  Arcspace ${program}`);
}
