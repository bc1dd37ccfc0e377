import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { withChosenWires } from '../../graph/chosenWires.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { ancestors, wiringOf } from '../../graph/wiring.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { onReconnect } from '../hosts/onReconnect.ts';
import { moveOnPad, type PadAxes, type PadPoint } from '../parameters/pad.ts';
import { type CellPicture, cellPicture } from '../state/jobs/cellPicture.ts';
import { runAside } from '../state/run/aside.ts';
import { runName } from '../state/run/name.ts';

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

interface Mapped {
  readonly node: string;
  readonly axes: PadAxes;
  /** The node whose picture is wanted. */
  readonly target: string;
}

/** What the pictures depend on, wherever the node stands on its pad: what leads to the target, and its wires. */
function dependencies(drawn: Workflow, registry: NodeRegistry, { node, axes, target }: Mapped): readonly unknown[] {
  const workflow = withChosenWires(drawn, registry);
  const needed = ancestors(wiringOf(workflow), [target]);
  const isPlace = (name: string) => name === axes.right.name || name === axes.up.name;
  const nodes = workflow.nodes.filter(({ id }) => needed.has(id));
  const ends = workflow.links.filter(({ to }) => needed.has(parseLinkEnd(to)?.node ?? ''));
  return [
    ...nodes.flatMap(({ id, type, mode, parameters }) => [
      ...[id, type, mode],
      ...(id === node
        ? Object.entries(parameters)
            .filter(([name]) => !isPlace(name))
            .flat()
        : [parameters]),
    ]),
    ...ends.flatMap(({ from, to }) => [from, to]),
  ];
}

const same = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((each, index) => each === other[index]);

/**
 * Paints small pictures of a pad's places while nothing else runs. They are made anew when what they depend on has changed but
 * for the place. One that fails is left out until then, or until the engine is back.
 */
export function createPadMap(
  {
    client,
    editor,
    runs,
  }: Pick<App, 'client' | 'runs'> & { readonly editor: Pick<App['editor'], 'whole' | 'document' | 'registry'> },
  mapped: Mapped,
): PadMap {
  const { node, axes, target } = mapped;
  const pictures = signal(nothing);
  const isHeld = signal(false);
  const failed = signal<ReadonlySet<number>>(new Set());
  let painted = dependencies(editor.whole.peek(), editor.registry, mapped);
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
    const whole = editor.whole.peek();
    const driven = new Set(wiringOf(whole).into.get(node)?.keys());
    const workflow = moveOnPad(whole, node, axes, [right, up], { driven });
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
    if (!picture) failed.value = new Set(failed.peek()).add(index);
    else pictures.value = new Map(pictures.peek()).set(index, picture);
  };

  const stopFollowing = effect(() => {
    const now = dependencies(editor.whole.value, editor.registry, mapped);
    const mayPaint = !isHeld.value && runs.current.value === null;
    if (!same(now, painted)) {
      painted = now;
      failed.value = new Set();
      stop();
      pictures.value = nothing;
    }
    const next = paintOrder.find((index) => !pictures.value.has(index) && !failed.value.has(index));
    if (!mayPaint) stop();
    else if (active === undefined && next !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(() => void paint(next), goesOn ? 0 : restBefore);
    }
  });

  const stopRetrying = onReconnect(client.connection, () => {
    failed.value = new Set();
  });

  return {
    pictures,
    hold(held) {
      isHeld.value = held;
    },
    dispose() {
      stopFollowing();
      stopRetrying();
      stop();
    },
  };
}
