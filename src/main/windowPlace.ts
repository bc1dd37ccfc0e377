import type { Place } from './settings.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const usual = { width: 1440, height: 900 };
export const smallest = { width: 720, height: 480 };

/** What of the upper edge must lie on a screen for a window to be moved by hand, in points. */
const grip = { width: 120, height: 24 };

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

function canBeGripped(place: Area, screen: Area): boolean {
  return (
    overlap(place.x, place.width, screen.x, screen.width) >= grip.width &&
    overlap(place.y, grip.height, screen.y, screen.height) >= grip.height
  );
}

const clamp = (wished: number, least: number, most: number): number => Math.max(least, Math.min(wished, most));

/**
 * Where a window opens: where it was left, on a screen that is still there, and never larger than that screen.
 * @param screens the areas of all screens without bars and docks, the main one first
 * @returns a place without x and y for the middle of the main screen
 */
export function placeOn(left: Place | null, screens: readonly Area[]): Partial<Area> {
  const screen = left && screens.find((each) => canBeGripped(left, each));
  const [main = { x: 0, y: 0, ...usual }] = screens;
  const room = screen ?? main;
  const width = clamp(left?.width ?? usual.width, smallest.width, room.width);
  const height = clamp(left?.height ?? usual.height, smallest.height, room.height);
  return screen ? { x: left.x, y: left.y, width, height } : { width, height };
}

interface Placed {
  /** Of the window when it is neither maximised nor full. */
  getNormalBounds(): Area;
  isMaximized(): boolean;
  isFullScreen(): boolean;
}

export function placeOf(window: Placed): Place {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, maximized: window.isMaximized(), fullScreen: window.isFullScreen() };
}
