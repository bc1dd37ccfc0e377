import { expect, test, vi } from 'vitest';
import type { Notice } from '../protocol/desktop.ts';
import { guardPage } from './guardPage.ts';

const WAIT = 0;
const RELOAD = 1;

function guarded(response = 0) {
  const listeners = new Map<string, (...given: unknown[]) => void>();
  const on = (event: string, listener: (...given: never[]) => void) =>
    listeners.set(event, listener as (...given: unknown[]) => void);
  const webContents = { on, reload: vi.fn(), forcefullyCrashRenderer: vi.fn() };
  const window = { webContents, on, isDestroyed: () => false, destroy: vi.fn() };
  const notices: Notice[] = [];
  const answer = { response };
  const ask = vi.fn(async (_: { message: string; signal?: AbortSignal }) => answer);
  const clock = { time: 0 };
  guardPage({ window, notify: (notice) => notices.push(notice), ask, now: () => clock.time });
  const say = (event: string, details?: unknown) => listeners.get(event)?.({}, details);
  return { window, webContents, notices, ask, answer, clock, say };
}

test('a page that crashed is loaded again, with a plain word on why', async () => {
  const { webContents, notices, say } = guarded();
  say('render-process-gone', { reason: 'oom' });
  await vi.waitFor(() => expect(webContents.reload).toHaveBeenCalledOnce());
  expect(notices[0]?.message).toBe('The window was reloaded because it ran out of memory.');
});

test('a page that ended as it should is let go', async () => {
  const { webContents, say } = guarded();
  say('render-process-gone', { reason: 'clean-exit' });
  await new Promise(setImmediate);
  expect(webContents.reload).not.toHaveBeenCalled();
});

test('a page that keeps crashing is loaded again only when the user wants it', async () => {
  const { webContents, window, ask, answer, say } = guarded();
  for (let end = 0; end < 2; end++) say('render-process-gone', { reason: 'crashed' });
  await vi.waitFor(() => expect(webContents.reload).toHaveBeenCalledTimes(2));
  answer.response = 1;
  say('render-process-gone', { reason: 'crashed' });
  await vi.waitFor(() => expect(window.destroy).toHaveBeenCalledOnce());
  expect(ask.mock.calls[0]?.[0]?.message).toBe('The window keeps crashing.');
  expect(webContents.reload).toHaveBeenCalledTimes(2);
});

test('crashes that lie apart are none in a row', async () => {
  const { webContents, ask, clock, say } = guarded();
  for (let end = 0; end < 4; end++) {
    say('render-process-gone', { reason: 'crashed' });
    clock.time += 60_000;
  }
  await vi.waitFor(() => expect(webContents.reload).toHaveBeenCalledTimes(4));
  expect(ask).not.toHaveBeenCalled();
});

test('a page that hangs is ended when the user says so, and comes back as after a crash', async () => {
  const { webContents, ask, say } = guarded(RELOAD);
  say('unresponsive');
  await vi.waitFor(() => expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce());
  expect(ask.mock.calls[0]?.[0]?.message).toBe('The window does not respond.');
});

test('a page that answers again takes the question away', async () => {
  const { webContents, ask, say } = guarded(WAIT);
  say('unresponsive');
  const signal = ask.mock.calls[0]?.[0]?.signal;
  say('responsive');
  expect(signal?.aborted).toBe(true);
  await new Promise(setImmediate);
  expect(webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
});
