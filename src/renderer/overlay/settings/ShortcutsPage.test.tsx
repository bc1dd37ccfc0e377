// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { AppProvider } from '../../app/context.ts';
import { type App, createApp } from '../../app/createApp.ts';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { memoryStore } from '../../testing/memoryStore.ts';
import { ShortcutsPage } from './ShortcutsPage.tsx';

let app: App;
const row = (command: string) => document.querySelector(`[data-testid="shortcut-${command}"]`);
const button = (command: string, name: string) => {
  const found = [...(row(command)?.querySelectorAll('button') ?? [])].find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent)?.startsWith(name),
  );
  if (!found) throw new Error(`${command}: ${name}`);
  return found;
};
const click = (element: HTMLElement) =>
  act(() => {
    element.focus();
    element.click();
  });
const chosen = () => app.preferences.values.peek().shortcuts;

beforeEach(() => {
  app = createApp(createFakeEngine().client, testRegistry, memoryStore());
  act(() =>
    render(
      <AppProvider value={app}>
        <ShortcutsPage />
      </AppProvider>,
      document.body,
    ),
  );
});
afterEach(() => {
  act(() => render(null, document.body));
  app.dispose();
});

describe('the page of shortcuts', () => {
  it.each(['Remove', 'Reset'])('keeps the keyboard on the button after %s, which does nothing then', (name) => {
    act(() => app.preferences.set({ shortcuts: { live: ['Ctrl+L'] } }));
    click(button('live', name));
    const after = chosen();
    expect(after).toEqual(name === 'Remove' ? { live: [] } : {});
    const focused = document.activeElement as HTMLButtonElement;
    expect([focused, focused.disabled, focused.getAttribute('aria-disabled')]).toEqual([
      button('live', name),
      false,
      'true',
    ]);
    click(focused);
    expect(chosen()).toEqual(after);
  });

  it('says which keys are replaced where a command has several', () => {
    click(button('delete', 'Change'));
    expect(row('delete')?.textContent).toContain('They replace Del and Backspace.');
    click(button('live', 'Change'));
    expect(row('live')?.textContent).not.toContain('replace');
  });

  it('leaves the keys of a command in their order when it is given the first of them once more', () => {
    act(() => app.preferences.set({ shortcuts: { live: ['Ctrl+L', 'Ctrl+K'] } }));
    click(button('live', 'Add'));
    act(
      () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true, bubbles: true })),
    );
    expect(chosen()).toEqual({ live: ['Ctrl+L', 'Ctrl+K'] });
  });

  it('adds keys to those that a command has, each once, and takes them from another', () => {
    const press = (key: string) =>
      act(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true })));
    click(button('delete', 'Add'));
    expect(row('delete')?.textContent).not.toContain('replace');
    press('l');
    expect(chosen()).toEqual({ delete: ['Delete', 'Backspace', 'Ctrl+L'] });
    click(button('delete', 'Add'));
    press('l');
    expect(chosen()).toEqual({ delete: ['Delete', 'Backspace', 'Ctrl+L'] });
    click(button('delete', 'Add'));
    press('d');
    click(button('delete', 'Reassign'));
    expect(chosen()).toEqual({ delete: ['Delete', 'Backspace', 'Ctrl+L', 'Ctrl+D'], duplicate: [] });
  });

  it('says which command uses the keys, and reassigns them when that is wished', () => {
    click(button('live', 'Change'));
    act(
      () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', ctrlKey: true, bubbles: true })),
    );
    expect(row('live')?.textContent).toContain('Ctrl+D is used by Duplicate.');
    click(button('live', 'Reassign'));
    expect(chosen()).toEqual({ live: ['Ctrl+D'], duplicate: [] });
    expect(document.activeElement).toBe(button('live', 'Change'));
  });
});
