import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { Settings } from './settings.ts';
import { type Area, placeOf, placeOn, smallest } from './windowPlace.ts';

/** What a window shows before its page does: the canvas of the theme. */
export const backgrounds = { dark: '#141518', light: '#eceae5' } as const;

export interface WindowOptions {
  readonly preload: string;
  readonly settings: Settings;
  /** Areas of all screens without bars and docks, the main one first. */
  readonly screens: readonly Area[];
  readonly isDark: boolean;
  /** How many windows there are: each lies a little beside the one before. */
  readonly others: number;
}

const STEP = 28;

function placeBeside({ settings, screens, others }: WindowOptions): Partial<Area> {
  const { place } = settings.values;
  const shifted = place && { ...place, x: place.x + STEP * others, y: place.y + STEP * others };
  return placeOn(shifted, screens);
}

/** A window that is shown when its page is. The page in it is as powerless as one from the web. */
export function openWindow<W>(
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => W,
  options: WindowOptions,
): W {
  return new BrowserWindow({
    ...placeBeside(options),
    minWidth: smallest.width,
    minHeight: smallest.height,
    backgroundColor: backgrounds[options.isDark ? 'dark' : 'light'],
    show: false,
    title: 'Arcspace',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
}

type Kept = Pick<
  BrowserWindow,
  'show' | 'maximize' | 'setFullScreen' | 'isMaximized' | 'isFullScreen' | 'getNormalBounds'
> & {
  once(event: 'ready-to-show', listener: () => void): unknown;
  on(event: 'close', listener: () => void): unknown;
};

/** Opens a window as the last one was left, and remembers how this one is. */
export function keepPlace(window: Kept, settings: Settings): void {
  const { place } = settings.values;
  window.once('ready-to-show', () => {
    if (place?.maximized) window.maximize();
    if (place?.fullScreen) window.setFullScreen(true);
    window.show();
  });
  window.on('close', () => settings.set({ place: placeOf(window) }));
}
