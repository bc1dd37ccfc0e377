import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { moveOnPad, type PadAxes, type PadPoint } from '../parameters/pad.ts';
import { type CellPicture, cellPicture } from '../state/cellPicture.ts';
import { runAside } from '../state/runAside.ts';
import { runName } from '../state/runName.ts';

/** Places along each side. */
export const mapSide = 5;

/** Pixels of one small picture. */
const mostPixels = 160 * 160;

/** How long the hand and the engine rest before a place is painted, in milliseconds. */
const restBefore = 250;

/** Where the pictures of a map lie, row by row from the top left. */
export const mapPlaces: readonly PadPoint[] = Array.from({ length: mapSide * mapSide }, (_, index) => {
  const [row, column] = [Math.floor(index / mapSide), index % mapSide];
  return [column / (mapSide - 1), 1 - row / (mapSide - 1)] as const;
});

/** Corners first, then the middle and the middles of the edges: what says most about the whole. */
export const paintOrder: readonly number[] = mapPlaces
  .map((_, index) => index)
  .toSorted((one, other) => coarseness(one) - coarseness(other));

function coarseness(index: number): number {
  const [row, column] = [Math.floor(index / mapSide), index % mapSide];
  const of = (at: number) => (at % 4 === 0 ? 0 : at % 2 === 0 ? 1 : 2);
  return Math.max(of(row), of(column));
}

export interface PadMap {
  readonly pictures: ReadonlySignal<ReadonlyMap<number, CellPicture>>;
  /** While a hand holds the handle the engine belongs to it. */
  hold(isHeld: boolean): void;
  dispose(): void;
}

const nothing: ReadonlyMap<number, CellPicture> = new Map();
const anywhere = {};

/** A workflow as it is wherever the node stands on its pad. */
function withoutPlace({ nodes, links }: Workflow, node: string, { right, up }: PadAxes): string {
  const hidden = { [right.name]: anywhere, [up.name]: anywhere };
  const computed = nodes.map(({ id, type, mode, parameters }) => {
    return [id, type, mode, id === node ? { ...parameters, ...hidden } : parameters];
  });
  return JSON.stringify([computed, links]);
}

/**
 * Paints small pictures of a pad's places while nothing else runs. They are made anew when anything but the place has changed.
 * @param target the node whose picture is wanted.
 */
export function createPadMap({ client, editor, runs }: App, node: string, axes: PadAxes, target: string): PadMap {
  const pictures = signal(nothing);
  const isHeld = signal(false);
  let painted = withoutPlace(editor.whole.peek(), node, axes);
  let failed = false;
  let goesOn = false;
  let active: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    goesOn = false;
    if (active === undefined) return;
    client.call('cancel', { client: client.windowId, run: active }).catch(() => undefined);
    active = undefined;
  };

  const compute = async (run: string, [right, up]: PadPoint): Promise<CellPicture | undefined> => {
    const { path, origin } = editor.document.peek();
    const workflow = moveOnPad(editor.whole.peek(), node, axes, [right, up]);
    const own = { workflow, path: path.peek() ?? origin, targets: [target], watch: target };
    const { picture } = await runAside(client, { run, lane: 'explorer', ...own });
    return picture && cellPicture(picture, mostPixels);
  };

  const paint = async (index: number): Promise<void> => {
    const run = runName();
    active = run;
    const picture = await compute(run, mapPlaces[index] as PadPoint).catch(() => undefined);
    if (active !== run) return;
    active = undefined;
    goesOn = true;
    failed = !picture;
    if (picture) pictures.value = new Map(pictures.peek()).set(index, picture);
  };

  const stopFollowing = effect(() => {
    const now = withoutPlace(editor.whole.value, node, axes);
    const mayPaint = !isHeld.value && runs.current.value === null;
    if (now !== painted) {
      painted = now;
      failed = false;
      stop();
      pictures.value = nothing;
    }
    const next = paintOrder.find((index) => !pictures.value.has(index));
    if (!mayPaint) stop();
    else if (!failed && active === undefined && next !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(() => void paint(next), goesOn ? 0 : restBefore);
    }
  });

  return {
    pictures,
    hold(held) {
      isHeld.value = held;
    },
    dispose() {
      stopFollowing();
      stop();
    },
  };
}
