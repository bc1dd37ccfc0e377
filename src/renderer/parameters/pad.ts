import { setParameter } from '../../graph/edit/setNode.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { fitNumber, shareOfSlider, snap } from './fitNumber.ts';
import { type ParameterSpec, parameterValue } from './parameterSpec.ts';

/** Two parameters that are dragged together. */
export interface PadAxes {
  readonly right: ParameterSpec;
  readonly up: ParameterSpec;
}

/** A place on a pad, 0 to 1 from its left and from its lower edge. */
export type PadPoint = readonly [right: number, up: number];

/** What a press on a pad goes to when it is double: the middle. */
export const padCentre: PadPoint = [0.5, 0.5];

const fine = 0.1;

/** The pads among the parameters of a node, in their order. */
export function padsAmong(specs: readonly ParameterSpec[]): readonly PadAxes[] {
  return specs.flatMap((right) => {
    const up = specs.find(({ name }) => name === right.padWith);
    return up ? [{ right, up }] : [];
  });
}

export function padPoint({ right, up }: PadAxes, parameters: Readonly<Record<string, unknown>>): PadPoint {
  const share = (spec: ParameterSpec) => shareOfSlider(spec, Number(parameterValue(spec, parameters)));
  return [share(right), share(up)];
}

/** Moves a node to a place on its pad, in steps of the parameters or in tenths of them; what `driven` names stays as it is. */
export function moveOnPad(
  workflow: Workflow,
  node: string,
  { right, up }: PadAxes,
  point: PadPoint,
  {
    isFine = false,
    driven = new Set<string>(),
  }: { readonly isFine?: boolean; readonly driven?: ReadonlySet<string> } = {},
): Workflow {
  return [right, up].reduce((moved, spec, axis) => {
    if (driven.has(spec.name)) return moved;
    const [from, to] = spec.span;
    const value = snap(from + (point[axis] as number) * (to - from), spec.step * (isFine ? fine : 1));
    return setParameter(moved, node, spec.name, fitNumber(spec, value));
  }, workflow);
}

/** Follows a pointer over a pad, which jumps to it; with Shift it goes a tenth as far, from where it was. */
export function padDrag(from: PadPoint): (pointer: PadPoint, isFine: boolean) => PadPoint {
  let at = from;
  let origin: { readonly pointer: PadPoint; readonly at: PadPoint } | undefined;
  return (pointer, isFine) => {
    if (isFine) origin ??= { pointer, at };
    else origin = undefined;
    const begun = origin;
    const far = (axis: 0 | 1) =>
      begun ? begun.at[axis] + fine * (pointer[axis] - begun.pointer[axis]) : pointer[axis];
    at = onPad([far(0), far(1)]);
    return at;
  };
}

const arrows: Readonly<Record<string, PadPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

const keyStep = 0.05;

/** Where an arrow key leads, a tenth as far with Shift; undefined for any other key. */
export function padKey([right, up]: PadPoint, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>) {
  const arrow = arrows[key];
  if (!arrow) return undefined;
  const step = keyStep * (shiftKey ? fine : 1);
  return onPad([right + arrow[0] * step, up + arrow[1] * step]);
}

function onPad([right, up]: PadPoint): PadPoint {
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return [within(right), within(up)];
}
