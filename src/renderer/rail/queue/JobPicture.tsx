import { useEffect, useState } from 'preact/hooks';
import type { ListedJob } from '../../../jobs/queueView.ts';
import { useApp } from '../../app/context.ts';
import { texts } from '../../text/texts.ts';
import { showJob } from './showJob.ts';

interface Props {
  readonly job: ListedJob;
  /** Whether the Tab key leads to it. */
  readonly isReachable: boolean;
}

/** A small picture of what a job gave; it opens large. */
export function JobPicture({ job, isReachable }: Props) {
  const app = useApp();
  const { queue } = app;
  const [address, setAddress] = useState<string | undefined>(undefined);
  const { id, attempt, pictured } = job;
  useEffect(() => {
    let isShown = true;
    void queue.picture(job).then((found) => isShown && setAddress(found));
    return () => {
      isShown = false;
    };
  }, [queue, id, attempt, pictured]);
  return (
    <button
      type="button"
      class="job-picture"
      data-testid="job-picture"
      aria-label={texts.queue.showPictureLarge}
      tabIndex={isReachable ? 0 : -1}
      disabled={address === undefined}
      onClick={() => void showJob(app, job)}
    >
      {address !== undefined && <img src={address} alt={texts.queue.resultOf(job.name)} draggable={false} />}
    </button>
  );
}
