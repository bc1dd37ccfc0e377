import type { JobCalls } from '../../protocol/jobCalls.ts';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { answered } from './answered.ts';

/** Calls about the queue of the workspace. */
export function jobHandlers(queue: JobQueue): Pick<EngineHandlers, keyof JobCalls> {
  return {
    submitJobs: async (order) => ({ ids: await queue.submit(order) }),
    watchJobs: ({ seen }) => queue.watch(seen),
    cancelJobs: ({ ids }) => answered(queue.cancel(ids)),
    cancelWaitingJobs: () => answered(queue.cancelWaiting()),
    moveJobs: ({ ids, before }) => answered(queue.move(ids, before)),
    repeatJobs: ({ ids }) => answered(queue.repeat(ids)),
    limitJobs: ({ ids }) => answered(queue.limit(ids)),
    clearJobs: () => answered(queue.clear()),
    answerHeldJobs: ({ run }) => answered(queue.answerHeld(run)),
    jobWorkflow: ({ id }) => queue.workflow(id),
    jobPicture: async ({ id }) => ({ bytes: await queue.picture(id) }),
  };
}
