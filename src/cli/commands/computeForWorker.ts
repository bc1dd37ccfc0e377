import { computeForWorker, type SlotSettings } from '../../cluster/worker/slotProcess.ts';

/** What a worker starts to compute in. @param settings JSON that the worker has written */
export function compute(settings: string): Promise<void> {
  return computeForWorker(JSON.parse(settings) as SlotSettings);
}
