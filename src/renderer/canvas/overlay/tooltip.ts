import type { Point } from '../view/rect.ts';

const delay = 450;

export interface Tooltip {
  /** Shows the text after a moment, at once while one is shown; no text hides it. */
  show(text: string, at: Point): void;
  hide(): void;
  dispose(): void;
}

function place(host: HTMLElement, element: HTMLElement, [x, y]: Point): void {
  const left = Math.max(6, Math.min(x + 14, host.clientWidth - element.offsetWidth - 6));
  const below = y + 20;
  const fits = below + element.offsetHeight < host.clientHeight - 6;
  element.style.left = `${left}px`;
  element.style.top = `${fits ? below : Math.max(6, y - element.offsetHeight - 10)}px`;
}

export function createTooltip(host: HTMLElement): Tooltip {
  const element = document.createElement('div');
  element.className = 'canvas-tooltip';
  element.setAttribute('role', 'tooltip');
  element.hidden = true;
  host.append(element);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = '';
  const hide = () => {
    clearTimeout(timer);
    waiting = '';
    element.hidden = true;
  };
  return {
    show(text, at) {
      if (text === '') return hide();
      if (text === waiting) return;
      const shown = !element.hidden;
      hide();
      waiting = text;
      const reveal = () => {
        element.textContent = text;
        element.hidden = false;
        place(host, element, at);
      };
      timer = setTimeout(reveal, shown ? 60 : delay);
    },
    hide,
    dispose() {
      hide();
      element.remove();
    },
  };
}
