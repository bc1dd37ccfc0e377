import { z } from 'zod';
import type { CornerName, Corners } from '../../../src/geometry/pad.ts';
import { type Port, type PortOptions, port } from '../../../src/graph/port.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { PortType } from '../../../src/graph/values.ts';

/** The four corners as inputs. @param about what stands in a corner: "The point". */
export function cornerPorts<T extends PortType>(
  type: T,
  about: string,
): Record<CornerName, Port<T, Record<never, never>>>;
export function cornerPorts<T extends PortType, const O extends PortOptions>(
  type: T,
  about: string,
  options: O,
): Record<CornerName, Port<T, O>>;
export function cornerPorts(type: PortType, about: string, options: PortOptions = {}): Record<CornerName, Port> {
  const at = (place: string) => port(type, `${about} in the ${place} corner.`, options);
  return {
    top_left: at('top left'),
    top_right: at('top right'),
    bottom_left: at('bottom left'),
    bottom_right: at('bottom right'),
  };
}

/** Values of the corner inputs in the order of `cornerNames`. */
export function cornersOf<T>(inputs: Readonly<Record<CornerName, T>>): Corners<T> {
  return [inputs.top_left, inputs.top_right, inputs.bottom_left, inputs.bottom_right];
}

/** Where on the pad. */
export const placePorts = {
  x: port('numbers', 'Position from left (0) to right (1); a list makes a batch.'),
  y: port('numbers', 'Position from bottom (0) to top (1); a list makes a batch.'),
};

const place = (description: string) => z.number().min(0).max(1).default(0.5).describe(description);

export const placeParameters = {
  x: place('Position on the pad: 0 is the left edge, 1 the right.').meta({
    control: 'slider',
    step: 0.01,
    padWith: 'y',
  }),
  y: place('Position on the pad: 0 is the bottom edge, 1 the top.').meta({ control: 'slider', step: 0.01 }),
};

/** @throws ArcspaceError for a position that a wire gives and that lies beside the pad: no share may be negative. */
export function requireOnPad(places: Readonly<Record<'x' | 'y', readonly number[]>>): void {
  for (const [axis, values] of Object.entries(places)) {
    const beside = values.find((value) => !(value >= 0 && value <= 1));
    if (beside === undefined) continue;
    throw new ArcspaceError(
      'invalid-value',
      `${axis} = ${beside} lies beside the pad, which goes from 0 to 1.`,
      'Give values from 0 to 1; to go beyond a corner, use Slerp.',
      { port: axis },
    );
  }
}
