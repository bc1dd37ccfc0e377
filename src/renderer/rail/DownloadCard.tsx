import { timeLeft } from '../../graph/duration.ts';
import type { Download } from '../../protocol/downloads.ts';
import { useApp } from '../app/context.ts';
import { bytes } from '../text/formats.ts';

/** "1.2 GB of 4.3 GB, 3 min 20 s left" */
function progressText({ received, total, secondsLeft, state }: Download): string {
  if (state === 'done') return bytes(total);
  const left = state === 'running' && secondsLeft !== undefined ? `, ${timeLeft(secondsLeft)} left` : '';
  return `${bytes(received)} of ${bytes(total)}${left}`;
}

const stateText: Readonly<Record<Download['state'], string>> = {
  running: '',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
};

function Actions({ download }: { download: Download }) {
  const { downloads } = useApp();
  const { state, name } = download;
  const button = (text: string, act: () => Promise<void>) => (
    <button type="button" class="button" aria-label={`${text} ${name}`} onClick={() => void act()}>
      {text}
    </button>
  );
  if (state === 'running')
    return <div class="download-actions">{button('Cancel', () => downloads.stop(download))}</div>;
  if (state === 'done')
    return <div class="download-actions">{button('Dismiss', () => downloads.discard(download))}</div>;
  return (
    <div class="download-actions">
      {button('Resume', () => downloads.resume(download))}
      {button('Delete', () => downloads.discard(download))}
    </div>
  );
}

/** A download with how far it is, and what can be done about it. */
export function DownloadCard({ download }: { download: Download }) {
  const { id, name, title, state, received, total, waiting, problem } = download;
  return (
    <article class="model download" data-testid={`download-${id}`} aria-label={`Download of ${name}`}>
      <header>
        <h3 class="ellipsis">{name}</h3>
        {stateText[state] && <span class={state === 'failed' ? 'count error' : 'count'}>{stateText[state]}</span>}
      </header>
      <p class="muted">{title}</p>
      {state !== 'done' && (
        <progress
          class={state === 'running' ? 'download-bar' : 'download-bar halted'}
          max={Math.max(1, total)}
          value={received}
          aria-label={`Progress of ${name}`}
        />
      )}
      <p class="numeric download-progress">{progressText(download)}</p>
      {waiting && <p class="warning-text">{waiting} Trying again.</p>}
      {problem && (
        <div class="model-fault">
          <p>{problem.message}</p>
          <p class="muted">{problem.remedy}</p>
        </div>
      )}
      <Actions download={download} />
    </article>
  );
}
