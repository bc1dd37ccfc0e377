import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueuedJob } from '../order.ts';
import type { JobProgress, JobResult } from '../queue/jobs.ts';
import { type StepPreview, showPreview } from '../queue/previews.ts';
import { createNewest, type Newest } from './newest.ts';
import type { SlotProgress } from './slot.ts';

/** Milliseconds. */
const TELL_EVERY = 250;
const PREVIEW_EVERY = 1_000;

/** Tells the queue how far a job is: notes several times a second, and a preview a second where its sender wants them. */
export function tellProgress(redis: Redis, job: Job<QueuedJob, JobResult>): Newest<SlotProgress> {
  let shown: Omit<StepPreview, 'picture'> | undefined;
  const progress = createNewest((value: JobProgress) => job.updateProgress(value), TELL_EVERY);
  const previews = createNewest(async (preview: StepPreview) => {
    await showPreview(redis, job.id ?? '', preview);
    shown = { node: preview.node, step: preview.step };
  }, PREVIEW_EVERY);
  return {
    tell({ preview, ...value }) {
      if (preview && (preview.step !== shown?.step || preview.node !== shown.node)) previews.tell(preview);
      const { at } = value;
      progress.tell(at && shown?.node === at.node ? { ...value, at: { ...at, preview: shown.step } } : value);
    },
    async end() {
      await Promise.all([progress.end(), previews.end()]);
    },
  };
}
