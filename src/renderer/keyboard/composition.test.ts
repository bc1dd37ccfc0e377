// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hearFirst, shieldComposition } from './composition.ts';

/** As browsers send them: Chrome and Firefox before the end of a composition, Safari after it. */
const composing = { chrome: { isComposing: true, keyCode: 229 }, safari: { isComposing: false, keyCode: 229 } };

function pressed(key: string, of: { isComposing: boolean; keyCode: number }): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, isComposing: of.isComposing });
  Object.defineProperty(event, 'keyCode', { value: of.keyCode });
  return event;
}

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.replaceChildren();
});

describe('keys of a composition', () => {
  const browsers = Object.entries(composing);

  it.each(browsers)('reach no listener, wherever and however it listens (%s)', (_, of) => {
    stops.push(shieldComposition(window));
    const field = document.createElement('input');
    document.body.append(field);
    const heard = vi.fn();
    for (const place of [field, document.body, document, window]) {
      for (const capture of [false, true]) {
        place.addEventListener('keydown', heard, { capture });
        stops.push(() => place.removeEventListener('keydown', heard, { capture }));
      }
    }
    for (const key of ['Enter', 'Escape', 'Tab', 'ArrowDown', 'Backspace', 'Delete', 'a']) {
      field.dispatchEvent(pressed(key, of));
    }
    expect(heard).not.toHaveBeenCalled();
    field.dispatchEvent(pressed('Enter', { isComposing: false, keyCode: 13 }));
    expect(heard).toHaveBeenCalledTimes(8);
  });

  it('reach not even who hears keys before everything else', () => {
    const heard = vi.fn();
    stops.push(shieldComposition(window), hearFirst(window, heard));
    document.body.dispatchEvent(pressed('Enter', composing.chrome));
    expect(heard).not.toHaveBeenCalled();
    document.body.dispatchEvent(pressed('Enter', { isComposing: false, keyCode: 13 }));
    expect(heard).toHaveBeenCalledOnce();
  });

  it('stay with the browser, but for the Escape that would empty a search field', () => {
    stops.push(shieldComposition(window));
    const [confirm, leave] = [pressed('Enter', composing.chrome), pressed('Escape', composing.chrome)];
    document.body.dispatchEvent(confirm);
    document.body.dispatchEvent(leave);
    expect([confirm.defaultPrevented, leave.defaultPrevented]).toEqual([false, true]);
  });
});

/** The sources of the editor, by their path. */
const sources: Readonly<Record<string, string>> = import.meta.glob(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

describe('the shield', () => {
  it('is up before anything else in the page can listen', () => {
    const start = sources['../shell/start.tsx'] ?? '';
    const body = start.slice(start.indexOf('export async function start'));
    expect(body).toMatch(/^export async function start\(.*\{\s*shieldComposition\(window\);/);
  });

  it('is passed by no listener that asks for keys before it', () => {
    const early = /addEventListener\(\s*'key(?:down|press|up)'(?:(?!\);)[\s\S])*?(?:capture: true|, true)/;
    const found = Object.keys(sources).filter((name) => early.test(sources[name] ?? ''));
    expect(found).toEqual(['./composition.ts']);
  });
});
