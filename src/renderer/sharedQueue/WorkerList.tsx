import { useEffect } from 'preact/hooks';
import type { QueueWorker } from '../../protocol/sharedQueueCalls.ts';
import { useApp } from '../app/context.ts';
import { counted } from '../text/formats.ts';
import './sharedQueue.css';

/** Who computes for the queue, on what, with which models, and how busy they are. */
export function WorkerList() {
  const { sharedQueue } = useApp();
  const address = sharedQueue.named.value?.address ?? null;
  useEffect(() => (address === null ? undefined : sharedQueue.watch()), [sharedQueue, address]);
  const found = sharedQueue.workers.value;
  if (address === null) return null;
  if (!found) return <p class="muted">Connecting to the queue…</p>;
  const { problem, workers, waiting, running, notes } = found;
  if (problem) {
    return (
      <div class="model-fault" data-testid="workers-problem">
        <p>{problem.message}</p>
        <p class="muted">{problem.remedy}</p>
      </div>
    );
  }
  return (
    <>
      <p class="muted numeric" data-testid="workers-load">
        {counted(workers.length, 'worker')}, {running} running, {waiting} waiting
      </p>
      {workers.length === 0 && (
        <p class="hint">
          Runs wait until a worker is there. Start one on each machine:{' '}
          <span class="mono worker-command">arcspace worker --queue ADDRESS --store FOLDER</span>
        </p>
      )}
      <ul class="workers" aria-label="Workers">
        {workers.map((worker) => (
          <WorkerRow key={worker.id} worker={worker} />
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} class="hint" data-testid="workers-note">
          {note}
        </p>
      ))}
    </>
  );
}

function WorkerRow({ worker }: { readonly worker: QueueWorker }) {
  const { name, device, slots, running, models, isSameProgram, program } = worker;
  const known = models.length === 0 ? 'no models' : models.join(', ');
  return (
    <li class="worker" data-testid="worker" title={[name, device, ...models].join('\n')}>
      <span class="ellipsis">{name}</span>
      <span class="muted numeric">
        {running} of {slots} busy
      </span>
      <span class="ellipsis muted worker-facts">
        {device} · {known}
      </span>
      <meter class="worker-load" min={0} max={slots} value={running} aria-label={`Load of ${name}`} />
      {!isSameProgram && <span class="fault worker-facts">Arcspace {program}: takes no runs of this version</span>}
    </li>
  );
}
