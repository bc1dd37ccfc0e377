import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { createSettings } from './settings.ts';
import { backgrounds, keepPlace, openWindow } from './window.ts';
import { placeOn } from './windowPlace.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };
const left = { x: 2000, y: 100, width: 1400, height: 900, maximized: false, fullScreen: false };

test('a window opens where it was left', () => {
  expect(placeOn(left, [main, second])).toEqual({ x: 2000, y: 100, width: 1400, height: 900 });
});

test('a window whose screen is gone opens in the middle of the main one', () => {
  expect(placeOn(left, [main])).toEqual({ width: 1400, height: 900 });
  expect(placeOn({ ...left, y: -5_000 }, [main, second])).toEqual({ width: 1400, height: 900 });
});

test('a window of which too little would be seen to move it counts as lost', () => {
  expect(placeOn({ ...left, x: 1910, width: 400 }, [main])).not.toHaveProperty('x');
  expect(placeOn({ ...left, x: 100, y: 1_075 }, [main])).not.toHaveProperty('x');
});

test('a window is no larger than its screen, and a first one has the usual size', () => {
  expect(placeOn({ ...left, x: 10, y: 30, width: 5_000, height: 4_000 }, [main])).toEqual({
    x: 10,
    y: 30,
    width: 1920,
    height: 1055,
  });
  expect(placeOn(null, [main])).toEqual({ width: 1440, height: 900 });
});

const temporary = () => join(mkdtempSync(join(tmpdir(), 'arcspace-settings-')), 'settings.json');

test('broken settings fall back one by one', () => {
  const file = temporary();
  writeFileSync(file, '{"theme":"light","place":{"x":"left"},"recents":["/a.json"]}');
  expect(createSettings(file).values).toMatchObject({
    theme: 'light',
    place: null,
    recents: ['/a.json'],
    looksForUpdates: true,
  });
  writeFileSync(file, '{"theme":');
  expect(createSettings(file).values.theme).toBe('dark');
});

test('settings are there again at the next start', () => {
  const file = temporary();
  createSettings(file).set({ theme: 'light' });
  expect(createSettings(file).values.theme).toBe('light');
});

test('a window that was maximised or full is so again, and what it was before is kept', () => {
  const settings = createSettings(temporary());
  settings.set({ place: { ...left, maximized: true } });
  const listeners = new Map<string, () => void>();
  const window = {
    once: (event: string, listener: () => void) => listeners.set(event, listener),
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    show: vi.fn(),
    maximize: vi.fn(),
    setFullScreen: vi.fn(),
    isMaximized: () => false,
    isFullScreen: () => true,
    getNormalBounds: () => ({ x: 1, y: 2, width: 800, height: 600 }),
  };
  keepPlace(window, settings);
  expect(window.show).not.toHaveBeenCalled();
  listeners.get('ready-to-show')?.();
  expect([window.maximize, window.show].map((each) => each.mock.calls.length)).toEqual([1, 1]);
  expect(window.setFullScreen).not.toHaveBeenCalled();
  listeners.get('close')?.();
  expect(settings.values.place).toEqual({ x: 1, y: 2, width: 800, height: 600, maximized: false, fullScreen: true });
});

test('a second window lies beside the first, and the page in it has no power', () => {
  const settings = createSettings(temporary());
  settings.set({ place: left });
  class Window {
    constructor(readonly options: BrowserWindowConstructorOptions) {}
  }
  const { options } = openWindow(Window, {
    preload: '/p.cjs',
    settings,
    screens: [main, second],
    isDark: false,
    others: 1,
  });
  expect(options).toMatchObject({ x: 2028, y: 128, backgroundColor: backgrounds.light });
  expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});
