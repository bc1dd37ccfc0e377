import type { Point, Rect } from '../view/rect.ts';

const delay = 450;

export type Side = 'left' | 'right' | 'above';

/** What a tooltip must not cover, in CSS pixels from the host's corner, and the side of it where it would rather be. */
export interface Keeping {
  readonly rect: Rect;
  readonly side: Side;
}

export interface Tooltip {
  /** Shows the text after a moment, at once while one is shown; no text hides it. */
  show(text: string, at: Point, beside?: Keeping): void;
  clear(): void;
  /** Hides what is said, and does not say it again until there is something else to say: whoever presses has read it. */
  hide(): void;
  dispose(): void;
}

const margin = 6;
const distance = 12;

/** The places beside something, the wished one first; at the sides above the row of the pointer, where a wire comes in. */
function placesBeside({ rect, side }: Keeping, width: number, height: number, y: number): readonly Point[] {
  const row = y - height - distance >= margin ? y - height - distance : y + distance;
  const left: Point = [rect.x - distance - width, row];
  const right: Point = [rect.x + rect.width + distance, row];
  if (side === 'above') return [[rect.x, rect.y - height - distance], right, left];
  return side === 'left' ? [left, right] : [right, left];
}

/** @returns whether there was room. */
function placeBeside(host: HTMLElement, element: HTMLElement, y: number, beside: Keeping): boolean {
  const [width, height] = [element.offsetWidth, element.offsetHeight];
  const found = placesBeside(beside, width, height, y).find(
    ([left, top]) => left >= margin && left + width <= host.clientWidth - margin && top >= margin,
  );
  if (!found) return false;
  element.style.left = `${found[0]}px`;
  element.style.top = `${found[1]}px`;
  return true;
}

function placeAtPointer(host: HTMLElement, element: HTMLElement, [x, y]: Point): void {
  const left = Math.max(margin, Math.min(x + 14, host.clientWidth - element.offsetWidth - margin));
  const below = y + 20;
  const fits = below + element.offsetHeight < host.clientHeight - margin;
  element.style.left = `${left}px`;
  element.style.top = `${fits ? below : Math.max(margin, y - element.offsetHeight - 10)}px`;
}

export function createTooltip(host: HTMLElement): Tooltip {
  const element = document.createElement('div');
  element.className = 'canvas-tooltip';
  element.setAttribute('role', 'tooltip');
  element.hidden = true;
  host.append(element);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = '';
  const clear = () => {
    clearTimeout(timer);
    waiting = '';
    element.hidden = true;
  };
  return {
    show(text, at, beside) {
      if (text === '') return clear();
      if (text === waiting) return;
      const shown = !element.hidden;
      clear();
      waiting = text;
      const reveal = () => {
        element.textContent = text;
        element.hidden = false;
        if (!beside || !placeBeside(host, element, at[1], beside)) placeAtPointer(host, element, at);
      };
      timer = setTimeout(reveal, shown ? 60 : delay);
    },
    clear,
    hide() {
      clearTimeout(timer);
      element.hidden = true;
    },
    dispose() {
      clear();
      element.remove();
    },
  };
}
