import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ListedJob } from '../../../jobs/queueView.ts';

/** What makes the rows of a list change places, by pointer and by keyboard. */
export interface Reorder {
  /** The job that is being dragged. */
  readonly dragged: string | null;
  /** The job before which it would come to lie. */
  readonly before: string | null;
  /** The last job, where it would come to lie after it. */
  readonly after: string | null;
  press(event: PointerEvent, job: ListedJob): void;
  /** Moves it by so many places. */
  step(job: ListedJob, by: 1 | -1): void;
}

interface Drag {
  readonly job: ListedJob;
  /** Null for the end. */
  readonly before: ListedJob | null;
}

/** CSS pixels that a press may move and be no drag, and from the edge of the list where it scrolls. */
const STILL = 4;
const EDGE = 24;

/**
 * @param list holds the rows, each with the id of its job as `data-job`.
 * @param isWhole whether these are all that wait: past the last of some nothing is dropped.
 */
export function useReorder(
  list: RefObject<HTMLElement | null>,
  jobs: readonly ListedJob[],
  isWhole: boolean,
  move: (job: ListedJob, before: ListedJob | null) => void,
): Reorder {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef(jobs);
  latest.current = jobs;

  const clamped = (before: ListedJob | undefined): ListedJob | null =>
    before ?? (isWhole ? null : (latest.current.at(-1) ?? null));
  const beforeAt = (y: number): ListedJob | null =>
    clamped(latest.current.find(({ id }) => middleOf(rowOf(list.current, id)) > y));

  const press = (event: PointerEvent, job: ListedJob): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button'))) return;
    const from = event.clientY;
    let dragging: Drag | null = null;
    const follow = ({ clientY }: PointerEvent): void => {
      if (!dragging && Math.abs(clientY - from) < STILL) return;
      scrollNear(list.current, clientY);
      dragging = { job, before: beforeAt(clientY) };
      setDrag(dragging);
    };
    const end = (): void => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', end);
      document.removeEventListener('keydown', giveUp);
      setDrag(null);
    };
    const drop = (): void => {
      if (dragging && dragging.before?.id !== job.id) move(job, dragging.before);
      end();
    };
    const giveUp = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      key.preventDefault();
      end();
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', end);
    document.addEventListener('keydown', giveUp);
  };
  const step = (job: ListedJob, by: 1 | -1): void => {
    const at = jobs.findIndex(({ id }) => id === job.id);
    const to = at + by;
    if (at < 0 || to < 0 || to >= jobs.length) return;
    move(job, clamped(jobs[by > 0 ? to + 1 : to]));
  };
  const after = drag && !drag.before ? jobs.at(-1)?.id : undefined;
  return { dragged: drag?.job.id ?? null, before: drag?.before?.id ?? null, after: after ?? null, press, step };
}

function rowOf(list: HTMLElement | null, id: string): Element | undefined {
  return [...(list?.querySelectorAll('[data-job]') ?? [])].find((row) => row.getAttribute('data-job') === id);
}

function middleOf(row: Element | undefined): number {
  const place = row?.getBoundingClientRect();
  return place ? place.top + place.height / 2 : Number.NEGATIVE_INFINITY;
}

function scrollNear(list: HTMLElement | null, y: number): void {
  const place = list?.getBoundingClientRect();
  if (!list || !place) return;
  if (y < place.top + EDGE) list.scrollBy({ top: -EDGE });
  if (y > place.bottom - EDGE) list.scrollBy({ top: EDGE });
}
