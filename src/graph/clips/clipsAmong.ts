import type { NodeDefinition } from '../defineNode.ts';
import type { Port } from '../port.ts';
import { type InTime, isClip, mayBeClip } from './clip.ts';

/** A clip that reaches an input; `name` is that of a wire: `points.2`. */
export interface ClipInput {
  readonly name: string;
  readonly port: Port;
  readonly value: InTime;
}

type Inputs = Readonly<Record<string, unknown>>;

/** The clips among the inputs of a node. */
export function clipsAmong({ inputs: ports }: Pick<NodeDefinition, 'inputs'>, inputs: Inputs): ClipInput[] {
  return Object.entries(ports).flatMap(([name, port]) => {
    if (!mayBeClip(port.type)) return [];
    const given = inputs[name];
    const values = Array.isArray(given) ? given : given === undefined ? [] : [given];
    return values
      .map((value: InTime, index) => ({ name: Array.isArray(given) ? `${name}.${index + 1}` : name, port, value }))
      .filter(({ value }) => isClip(value));
  });
}
