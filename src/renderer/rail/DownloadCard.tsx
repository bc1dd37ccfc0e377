import { timeLeft } from '../../graph/duration.ts';
import type { Download } from '../../protocol/downloads.ts';
import { useApp } from '../app/context.ts';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

/** "1.2 GB of 4.3 GB, 3 min 20 s left" */
function progressText({ received, total, secondsLeft, state }: Download): string {
  if (state === 'done') return bytes(total);
  const amount = texts.models.amount(bytes(received), bytes(total));
  if (state !== 'running' || secondsLeft === undefined) return amount;
  return texts.models.amountAndTime(amount, timeLeft(secondsLeft));
}

function Actions({ download }: { download: Download }) {
  const { downloads } = useApp();
  const { state, name } = download;
  const button = (text: string, act: () => Promise<void>) => (
    <button type="button" class="button" aria-label={texts.models.actionOn(text, name)} onClick={() => void act()}>
      {text}
    </button>
  );
  if (state === 'running')
    return <div class="download-actions">{button(texts.common.cancel, () => downloads.stop(download))}</div>;
  if (state === 'done')
    return <div class="download-actions">{button(texts.common.dismiss, () => downloads.discard(download))}</div>;
  return (
    <div class="download-actions">
      {button(texts.models.resume, () => downloads.resume(download))}
      {button(texts.common.delete, () => downloads.discard(download))}
    </div>
  );
}

/** A download with how far it is, and what can be done about it. */
export function DownloadCard({ download }: { download: Download }) {
  const { id, name, title, state, received, total, waiting, problem } = download;
  return (
    <article class="model download" data-testid={`download-${id}`} aria-label={texts.models.downloadOf(name)}>
      <header>
        <h3 class="ellipsis">{name}</h3>
        {texts.models.downloadStates[state] && (
          <span class={state === 'failed' ? 'count error' : 'count'}>{texts.models.downloadStates[state]}</span>
        )}
      </header>
      <p class="muted">{title}</p>
      {state !== 'done' && (
        <progress
          class={state === 'running' ? 'download-bar' : 'download-bar halted'}
          max={Math.max(1, total)}
          value={received}
          aria-label={texts.models.progressOf(name)}
        />
      )}
      <p class="numeric download-progress">{progressText(download)}</p>
      {waiting && <p class="warning-text">{texts.models.tryingAgain(waiting)}</p>}
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
