import { texts } from '../text/texts.ts';
import type { Point } from './view/rect.ts';

/** A canvas that always has as many pixels as the screen shows, and is painted once a frame and only when asked. */
export interface Surface {
  readonly element: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  size(): Point;
  /** Device pixels per CSS pixel. */
  density(): number;
  /** Paints in the next animation frame. */
  request(): void;
  dispose(): void;
}

function createElement(host: HTMLElement): HTMLCanvasElement {
  const element = document.createElement('canvas');
  element.className = 'node-canvas';
  element.dataset.testid = 'canvas';
  element.tabIndex = 0;
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', texts.canvas.about);
  host.append(element);
  return element;
}

/** Calls back whenever the window moves to a screen of another density. */
function watchDensity(changed: () => void): () => void {
  let query: MediaQueryList | undefined;
  const listen = () => {
    query?.removeEventListener('change', update);
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', update);
  };
  const update = () => {
    listen();
    changed();
  };
  listen();
  return () => query?.removeEventListener('change', update);
}

/** @param paint must not throw for one bad node; when it throws all the same, the next frame is painted as ever. */
export function createSurface(host: HTMLElement, paint: (now: number) => void): Surface {
  const element = createElement(host);
  const context = element.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas');
  let frame = 0;
  const run = (now: number) => {
    frame = 0;
    try {
      paint(now);
    } catch (error) {
      console.error('The canvas could not be painted', error);
    }
  };
  const request = () => {
    frame ||= requestAnimationFrame(run);
  };
  const resize = () => {
    const width = Math.max(1, Math.round(host.clientWidth * window.devicePixelRatio));
    const height = Math.max(1, Math.round(host.clientHeight * window.devicePixelRatio));
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
      // Painted at once: an emptied canvas would flash.
      cancelAnimationFrame(frame);
      run(performance.now());
    }
  };
  const observer = new ResizeObserver(resize);
  observer.observe(host);
  const unwatch = watchDensity(resize);
  return {
    element,
    context,
    size: () => [host.clientWidth, host.clientHeight],
    density: () => window.devicePixelRatio,
    request,
    dispose() {
      cancelAnimationFrame(frame);
      observer.disconnect();
      unwatch();
      element.remove();
    },
  };
}
