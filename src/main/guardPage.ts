import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Notice } from '../protocol/desktop.ts';

interface PageContents {
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
  reload(): void;
  forcefullyCrashRenderer(): void;
}

interface PageWindow {
  readonly webContents: PageContents;
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown;
  isDestroyed(): boolean;
  destroy(): void;
}

interface Guarding {
  readonly window: PageWindow;
  readonly notify: (notice: Notice) => void;
  readonly ask: (options: MessageBoxOptions) => Promise<Pick<MessageBoxReturnValue, 'response'>>;
  readonly now?: () => number;
}

/** A page that ended so often within so many milliseconds is not loaded again unasked. */
const OFTEN = 3;
const SHORT = 60_000;

const reasons: Readonly<Record<string, string>> = {
  oom: 'it ran out of memory',
  killed: 'it was ended from outside',
  'launch-failed': 'it could not be started',
  'memory-eviction': 'the system needed its memory',
};

const reasonOf = (reason: string): string => reasons[reason] ?? 'it crashed';

function recovered(reason: string): Notice {
  return {
    level: 'warning',
    message: `The window was reloaded because ${reasonOf(reason)}.`,
    remedy: 'Your workflow was restored from autosave. Runs continue.',
  };
}

const crashing: MessageBoxOptions = {
  type: 'error',
  message: 'The window keeps crashing.',
  detail: 'Unsaved work is kept, and offered on the start page. If the page crashes again, restart Arcspace.',
  buttons: ['Reload', 'Close'],
  defaultId: 0,
  cancelId: 1,
  noLink: true,
};

const stuck: MessageBoxOptions = {
  type: 'warning',
  message: 'The window does not respond.',
  detail: 'It may be busy with a large workflow. Reloading it brings back what autosave kept last.',
  buttons: ['Wait', 'Reload'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

/** Brings a page back that crashed, and offers to bring back one that hangs. */
export function guardPage({ window, notify, ask, now = Date.now }: Guarding): void {
  const { webContents } = window;
  let ends: readonly number[] = [];
  let question: AbortController | undefined;

  const reload = (reason: string): void => {
    if (window.isDestroyed()) return;
    notify(recovered(reason));
    webContents.reload();
  };
  const askToReload = async (reason: string): Promise<void> => {
    const { response } = await ask(crashing);
    ends = [];
    if (response === 0) reload(reason);
    else if (!window.isDestroyed()) window.destroy();
  };
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    question?.abort();
    ends = [...ends.filter((time) => now() - time < SHORT), now()];
    if (ends.length >= OFTEN) void askToReload(reason);
    // Not within the event: the process is still being taken down.
    else setImmediate(() => reload(reason));
  });
  window.on('unresponsive', async () => {
    if (question) return;
    question = new AbortController();
    const { signal } = question;
    const { response } = await ask({ ...stuck, signal });
    question = undefined;
    if (response === 1 && !signal.aborted && !window.isDestroyed()) webContents.forcefullyCrashRenderer();
  });
  window.on('responsive', () => question?.abort());
}
