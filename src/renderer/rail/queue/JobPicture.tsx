import { useEffect, useState } from 'preact/hooks';
import type { ListedJob } from '../../../jobs/queueView.ts';
import { useApp } from '../../app/context.ts';

/** A small picture of what a job gave. */
export function JobPicture({ job }: { readonly job: ListedJob }) {
  const { queue } = useApp();
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
    <span class="job-picture" data-testid="job-picture">
      {address !== undefined && <img src={address} alt={`Result of ${job.name}`} draggable={false} />}
    </span>
  );
}
