import type { RefObject } from 'preact';
import { neighbour } from './neighbour.ts';

const keys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** Arrow keys from the search field into the tiles, among them, and back. */
export function useTileKeys(search: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>) {
  const tiles = () => [...(list.current?.querySelectorAll<HTMLElement>('.picture-choice') ?? [])];
  return {
    enter(event: KeyboardEvent) {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      const all = tiles();
      (all.find((tile) => tile.tabIndex === 0) ?? all[0])?.focus();
    },
    move(event: KeyboardEvent) {
      if (!keys.has(event.key)) return;
      event.preventDefault();
      const all = tiles();
      const at = all.indexOf(event.currentTarget as HTMLElement);
      const places = all.map((tile) => tile.getBoundingClientRect());
      const next = neighbour(places, at, event.key);
      if (next !== undefined) all[next]?.focus();
      else if (event.key === 'ArrowUp') search.current?.focus();
    },
  };
}
