import { useEffect } from 'preact/hooks';
import type { QueueWorker } from '../../protocol/sharedQueueCalls.ts';
import { useApp } from '../app/context.ts';
import './sharedQueue.css';
import { Phrase } from '../components/Phrase.tsx';
import { texts } from '../text/texts.ts';

/** Who computes for the queue, on what, with which models, and how busy they are. */
export function WorkerList() {
  const { sharedQueue } = useApp();
  const address = sharedQueue.named.value?.address ?? null;
  useEffect(() => (address === null ? undefined : sharedQueue.watch()), [sharedQueue, address]);
  const found = sharedQueue.workers.value;
  if (address === null) return null;
  if (!found) return <p class="muted">{texts.sharedQueue.connectingToQueue}</p>;
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
        {texts.sharedQueue.load(workers.length, running, waiting)}
      </p>
      {workers.length === 0 && (
        <p class="hint">
          <Phrase
            text={texts.sharedQueue.waitForWorkers}
            parts={{ command: <span class="mono worker-command">arcspace worker --queue ADDRESS --store FOLDER</span> }}
          />
        </p>
      )}
      <ul class="workers" aria-label={texts.sharedQueue.workers}>
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
  const known = models.length === 0 ? texts.sharedQueue.noModels : models.join(', ');
  return (
    <li class="worker" data-testid="worker" title={[name, device, ...models].join('\n')}>
      <span class="ellipsis">{name}</span>
      <span class="muted numeric">{texts.sharedQueue.busy(running, slots)}</span>
      <span class="ellipsis muted worker-facts">
        {device} · {known}
      </span>
      <meter class="worker-load" min={0} max={slots} value={running} aria-label={texts.sharedQueue.loadOf(name)} />
      {!isSameProgram && <span class="fault worker-facts">{texts.sharedQueue.otherVersion(program)}</span>}
    </li>
  );
}
