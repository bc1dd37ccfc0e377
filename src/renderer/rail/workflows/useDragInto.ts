import { useRef, useState } from 'preact/hooks';
import { folderOf } from './ownFolders.ts';

/** A row that is dragged onto a folder, which says which one it is by `data-folder`. */
export interface DragInto {
  /** What is being dragged. */
  readonly dragged: string | null;
  /** The folder that it would come to lie in. */
  readonly over: string | null;
  press(event: PointerEvent, path: string): void;
}

/** CSS pixels that a press may move and be no drag. */
const STILL = 4;

/** The folder at a place of the window, unless what is dragged lies in it already: a hand that slips moves nothing. */
function goalAt(x: number, y: number, path: string): string | null {
  const folder = document.elementFromPoint(x, y)?.closest('[data-folder]')?.getAttribute('data-folder') ?? null;
  return folder === folderOf(path) ? null : folder;
}

/** A press that became a drag is no click. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

export function useDragInto(drop: (path: string, folder: string) => void): DragInto {
  const [drag, setDrag] = useState<{ readonly path: string; readonly over: string | null } | null>(null);
  const latest = useRef(drop);
  latest.current = drop;

  const press = (event: PointerEvent, path: string): void => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const from = [event.clientX, event.clientY] as const;
    let isDragging = false;
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      isDragging ||= Math.hypot(clientX - from[0], clientY - from[1]) >= STILL;
      if (isDragging) setDrag({ path, over: goalAt(clientX, clientY, path) });
    };
    const end = (): void => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', end);
      document.removeEventListener('keydown', giveUp);
      setDrag(null);
    };
    const release = ({ clientX, clientY }: PointerEvent): void => {
      end();
      if (!isDragging) return;
      swallowClick();
      const folder = goalAt(clientX, clientY, path);
      if (folder !== null) latest.current(path, folder);
    };
    const giveUp = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape' || !isDragging) return;
      key.stopPropagation();
      key.preventDefault();
      end();
      swallowClick();
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', end);
    document.addEventListener('keydown', giveUp);
  };
  return { dragged: drag?.path ?? null, over: drag?.over ?? null, press };
}
