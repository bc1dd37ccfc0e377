import { timeLeft } from '../../graph/duration.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { TotalProgress } from '../../graph/totalProgress.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { whyNoRun } from '../commands/runCommands.ts';
import { Icon } from '../components/Icon.tsx';
import { QueueStatus } from '../components/QueueStatus.tsx';
import { texts } from '../text/texts.ts';
import { QueueButton } from './QueueButton.tsx';
import { SweepStatus } from './SweepStatus.tsx';

function RunButton() {
  const app = useApp();
  const waiting = app.runs.waiting.value;
  const run = command('run');
  return (
    <button
      type="button"
      class="button primary filled"
      data-testid="run"
      title={whyNoRun(app) ?? tooltip(app, run)}
      disabled={!run.enabled(app)}
      onClick={() => run.run(app)}
    >
      <Icon name="play" />
      <span class="button-word">{texts.run.run}</span>
      {app.sharedQueue.place.value === 'queue' && (
        <span class="run-place" data-testid="run-on-queue">
          {texts.run.onQueue}
        </span>
      )}
      {waiting > 0 && (
        <span class="count">
          {waiting}
          <span class="visually-hidden"> {texts.run.waiting}</span>
        </span>
      )}
    </button>
  );
}

function CancelButton() {
  const app = useApp();
  const cancel = command('cancel');
  return (
    <button
      type="button"
      class="button"
      data-testid="cancel"
      title={tooltip(app, cancel)}
      disabled={!cancel.enabled(app)}
      onClick={() => cancel.run(app)}
    >
      <Icon name="stop" />
      <span class="button-word">{texts.common.cancel}</span>
    </button>
  );
}

function LiveButton() {
  const app = useApp();
  const live = command('live');
  return (
    <button
      type="button"
      class="button toggle"
      data-testid="live"
      aria-pressed={app.runs.live.value}
      title={tooltip(app, live)}
      onClick={() => live.run(app)}
    >
      <Icon name="live" />
      <span class="button-word">{texts.run.live}</span>
    </button>
  );
}

const WORTH_SAYING = 300;

function timeText({ left, rough }: TotalProgress): string {
  if (left === undefined || left < WORTH_SAYING) return '';
  return texts.run.timeLeft(rough, timeLeft(left / 1000));
}

/** What a run does before its first node. */
function beginning({ runs }: App): string {
  return runs.current.value?.place === 'queue' ? texts.run.waitingForWorker : texts.run.starting;
}

/** What is being computed, how far it is and how long it will take. */
function RunStatus() {
  const app = useApp();
  const progress = app.runs.progress.value;
  if (!progress) return null;
  const node = app.editor.whole.peek().nodes.find((each) => each.id === progress.node);
  const percent = Math.round(progress.fraction * 100);
  return (
    <div class="run-status" data-testid="run-status">
      <span class="run-node">{node ? nodeTitle(node, app.editor.registry) : beginning(app)}</span>
      <span class="numeric muted">
        {percent} %{timeText(progress)}
      </span>
    </div>
  );
}

export function ProgressLine() {
  const app = useApp();
  const progress = app.runs.progress.value;
  if (!progress) return null;
  return (
    <div
      class="progress-line"
      role="progressbar"
      aria-label={texts.run.run}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(progress.fraction * 100)}
      style={{ '--share': progress.fraction }}
    />
  );
}

export function RunButtons() {
  return (
    <div class="run-buttons">
      <RunStatus />
      <SweepStatus />
      <QueueStatus />
      <LiveButton />
      <CancelButton />
      <div class="run-split">
        <RunButton />
        <QueueButton />
      </div>
    </div>
  );
}
