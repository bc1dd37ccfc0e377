import type { NodeDefinition } from '../defineNode.ts';
import type { Port } from '../port.ts';
import { wiresNeeded } from '../wiresNeeded.ts';

export interface MissingInput {
  /** As written in links: the free wires of a repeated port are "points.1", "points.2". */
  readonly name: string;
  readonly port: Port;
}

/** The wires of a repeated port that are free, the first of them as many as it still needs. */
function missingRepeats(name: string, port: Port, minimum: number, wired: ReadonlySet<string>): MissingInput[] {
  const count = [...wired].filter((each) => each.startsWith(`${name}.`)).length;
  const slots = Array.from({ length: minimum }, (_, index) => `${name}.${index + 1}`);
  const free = slots.filter((slot) => !wired.has(slot));
  return free.slice(0, Math.max(0, minimum - count)).map((slot) => ({ name: slot, port }));
}

/** The inputs that need a wire and have none. */
export function missingInputs(
  entry: Pick<NodeDefinition, 'inputs' | 'parameters'>,
  wired: ReadonlySet<string>,
): readonly MissingInput[] {
  return Object.entries(entry.inputs).flatMap(([name, port]) => {
    const needed = wiresNeeded(entry, name);
    if (port.options.repeat) return missingRepeats(name, port, needed, wired);
    return needed > 0 && !wired.has(name) ? [{ name, port }] : [];
  });
}
