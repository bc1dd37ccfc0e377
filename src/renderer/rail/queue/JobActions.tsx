import type { ListedJob } from '../../../jobs/queueView.ts';
import { useApp } from '../../app/context.ts';
import type { App } from '../../app/createApp.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { texts } from '../../text/texts.ts';
import { focusBeside } from './moveFocus.ts';
import { workflowOf } from './showJob.ts';

interface Action {
  readonly name: string;
  readonly icon: IconName;
  readonly title: string;
  act(row: Element | null): void;
}

async function openWorkflow(app: App, job: ListedJob): Promise<void> {
  const workflow = await workflowOf(app, job);
  if (workflow) app.files.openResult(workflow);
}

function actionsOf(app: App, job: ListedJob): readonly Action[] {
  const { queue } = app;
  const open: Action = {
    name: 'open',
    icon: 'open',
    title: texts.queue.openWorkflow,
    act: () => void openWorkflow(app, job),
  };
  const cancel: Action = {
    name: 'cancel',
    icon: 'close',
    title: texts.common.cancel,
    act(row) {
      if (row) focusBeside(row);
      queue.cancel(job);
    },
  };
  const limit: Action = {
    name: 'limit',
    icon: 'stop',
    title: texts.queue.stopForever,
    act: () => queue.limit(job),
  };
  const again = (title: string): Action => ({ name: 'again', icon: 'reset', title, act: () => queue.repeat(job) });
  if (job.status === 'waiting' || job.status === 'running') return [open, ...(job.forever ? [limit] : []), cancel];
  return [open, again(job.status === 'done' ? texts.queue.runAgain : texts.queue.retry)];
}

interface Props {
  readonly job: ListedJob;
  /** Whether the Tab key leads to them. */
  readonly isReachable: boolean;
}

export function JobActions({ job, isReachable }: Props) {
  const app = useApp();
  return (
    <span class="job-actions">
      {actionsOf(app, job).map(({ name, icon, title, act }) => (
        <button
          key={name}
          type="button"
          class="icon-button quiet"
          data-testid={`job-${name}`}
          aria-label={title}
          title={title}
          tabIndex={isReachable ? 0 : -1}
          onClick={({ currentTarget }) => act(currentTarget.closest('[data-job]'))}
        >
          <Icon name={icon} />
        </button>
      ))}
    </span>
  );
}
