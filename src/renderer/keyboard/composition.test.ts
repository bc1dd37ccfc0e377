// @vitest-environment happy-dom
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { shieldComposition } from './composition.ts';

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

  it('stay with the browser, which ends the composition', () => {
    stops.push(shieldComposition(window));
    const event = pressed('Enter', composing.chrome);
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

/** The sources of the editor, by their path. */
async function sources(): Promise<ReadonlyMap<string, string>> {
  const folder = join(import.meta.dirname, '..');
  const names = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

describe('the shield', () => {
  it('is up before anything else in the page can listen', async () => {
    const start = (await sources()).get(join('app', 'start.tsx')) ?? '';
    const body = start.slice(start.indexOf('export async function start'));
    expect(body).toMatch(/^export async function start\(.*\{\s*shieldComposition\(window\);/);
  });

  it('is passed by no listener that asks for keys before it', async () => {
    const early = /addEventListener\(\s*'key(?:down|press|up)'(?:(?!\);)[\s\S])*?(?:capture: true|, true)/;
    const found = [...(await sources())].filter(([, text]) => early.test(text)).map(([name]) => name);
    expect(found).toEqual([join('keyboard', 'composition.ts')]);
  });
});
