// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { AppProvider } from '../app/context.ts';
import { createApp } from '../app/createApp.ts';
import type { Notification } from '../state/log.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { Toasts } from './Toasts.tsx';

const LONG = 60_000;

let host: HTMLElement;

function mount(...notifications: Notification[]) {
  const app = createApp(createFakeEngine().client, testRegistry, memoryStore());
  host = document.createElement('div');
  document.body.append(host);
  const tree = (
    <AppProvider value={app}>
      <Toasts />
    </AppProvider>
  );
  act(() => render(tree, host));
  act(() => notifications.forEach(app.log.notify));
  const toasts = () => [...host.querySelectorAll('.toast-text p:first-child')].map((each) => each.textContent);
  const wait = (milliseconds: number) => act(() => void vi.advanceTimersByTime(milliseconds));
  return { app, toasts, wait };
}

const at = (selector: string, kind: string) =>
  act(() => void host.querySelector(selector)?.dispatchEvent(new Event(kind, { bubbles: kind.startsWith('focus') })));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  render(null, host);
  host.remove();
});

describe('a notification over the canvas', () => {
  it('passes, an error stays', () => {
    const { toasts, wait } = mount({ level: 'error', message: 'It broke.' }, { level: 'success', message: 'Saved.' });
    expect(toasts()).toEqual(['It broke.', 'Saved.']);
    wait(LONG);
    expect(toasts()).toEqual(['It broke.']);
  });

  it('that offers something to do stays until it is done', () => {
    const run = vi.fn();
    const { toasts, wait } = mount({
      level: 'info',
      message: 'Arcspace 2 is here.',
      action: { label: 'Open release page', run },
    });
    wait(LONG);
    expect(toasts()).toEqual(['Arcspace 2 is here.']);
    at('.toast .button', 'click');
    expect(run).toHaveBeenCalledOnce();
    wait(LONG);
    expect(toasts()).toEqual([]);
  });

  it.each([
    ['pointerenter', 'pointerleave'],
    ['focusin', 'focusout'],
  ])('waits from %s to %s', (begin, end) => {
    const { toasts, wait } = mount({ level: 'info', message: 'Run cancelled.' });
    at('.toast', begin);
    wait(LONG);
    expect(toasts()).toEqual(['Run cancelled.']);
    at('.toast', end);
    wait(LONG);
    expect(toasts()).toEqual([]);
  });

  it('makes room for the next of its kind only', () => {
    const { app, toasts } = mount({ level: 'error', message: 'It broke.' }, { level: 'info', message: 'Cancelled.' });
    act(() => void app.log.notify({ level: 'warning', message: 'Slow.' }));
    expect(toasts()).toEqual(['It broke.', 'Slow.']);
    act(() => void app.log.notify({ level: 'error', message: 'It broke again.' }));
    expect(toasts()).toEqual(['Slow.', 'It broke again.']);
  });

  it('is dismissed by its cross, and once its node is shown', () => {
    const { app, toasts } = mount({ level: 'warning', message: 'Slow.', node: 'number' });
    expect(document.querySelector('.toast .button')).toBeNull();
    act(() =>
      app.editor.edit('Add', (workflow) =>
        addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])),
      ),
    );
    at('.button', 'click');
    expect(toasts()).toEqual([]);
    expect(app.editor.selection.value).toEqual(new Set(['number']));
    act(() => void app.log.notify({ level: 'error', message: 'It broke.' }));
    at('[aria-label="Dismiss"]', 'click');
    expect(toasts()).toEqual([]);
  });
});
