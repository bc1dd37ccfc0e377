import { portLabel } from '../../../graph/labels.ts';
import type { Port } from '../../../graph/port.ts';
import type { NodeEntry } from '../../../graph/registry.ts';
import type { PortType } from '../../../graph/values.ts';
import { wiresNeeded } from '../../../graph/wiresNeeded.ts';
import { texts } from '../../text/texts.ts';

export type PortShape = 'circle' | 'square' | 'diamond';

/** A port as it is shown: a repeated input has one for each wire and a free one. */
export interface PortView {
  readonly name: string;
  readonly label: string;
  readonly type: PortType;
  readonly side: 'input' | 'output';
  readonly shape: PortShape;
  /** The node runs without a wire here. */
  readonly optional: boolean;
  readonly description: string;
}

/** Types of which one value is a row of things. */
const severals: ReadonlySet<PortType> = new Set(['numbers', 'sigmas', 'image_set']);

/** Circle = single, square = batch, diamond = direction: colour is never the only sign. */
export function shapeOf(type: PortType, repeated = false): PortShape {
  if (type === 'direction') return 'diamond';
  return repeated || severals.has(type) ? 'square' : 'circle';
}

function view(name: string, port: Port, side: PortView['side'], optional: boolean): PortView {
  const shape = shapeOf(port.type, port.options.repeat !== undefined && side === 'input');
  return { name, label: portLabel(name), type: port.type, side, shape, optional, description: port.description };
}

/** The highest number among the wired `name.1`, `name.2`, ... */
function highest(name: string, wired: Iterable<string>): number {
  let top = 0;
  for (const each of wired) {
    if (each.startsWith(`${name}.`)) top = Math.max(top, Number(each.slice(name.length + 1)) || 0);
  }
  return top;
}

function repeated(name: string, port: Port, wired: ReadonlySet<string>): PortView[] {
  const { min, max } = port.options.repeat ?? { min: 1, max: 1 };
  const count = Math.min(max, Math.max(min, highest(name, wired) + 1));
  return Array.from({ length: count }, (_, index) => view(`${name}.${index + 1}`, port, 'input', index >= min));
}

type Parameters = Readonly<Record<string, unknown>>;

/** Of inputs that a text may name: those that neither it nor a wire names, but for one where all others are wired. */
function unshown(entry: NodeEntry, wired: ReadonlySet<string>, parameters: Parameters): ReadonlySet<string> {
  const inputs = Object.entries(entry.inputs);
  const isNamed = (name: string, parameter: string): boolean => {
    const value = parameters[parameter] ?? entry.parameters.shape[parameter]?.safeParse(undefined).data;
    return typeof value === 'string' && new RegExp(`\\b${name}\\b`).test(value);
  };
  const unwired = inputs.flatMap(
    ([
      name,
      {
        options: { namedIn },
      },
    ]) => (namedIn === undefined || wired.has(name) ? [] : [{ name, named: isNamed(name, namedIn) }]),
  );
  const others = unwired.filter(({ named }) => !named).map(({ name }) => name);
  return new Set(others.length === unwired.length ? others.slice(1) : others);
}

function declaredInputs(entry: NodeEntry, wired: ReadonlySet<string>, parameters: Parameters): PortView[] {
  const hidden = unshown(entry, wired, parameters);
  return Object.entries(entry.inputs)
    .filter(([name]) => !hidden.has(name))
    .flatMap(([name, port]) =>
      port.options.repeat ? repeated(name, port, wired) : [view(name, port, 'input', wiresNeeded(entry, name) === 0)],
    );
}

function declaredOutputs({ outputs }: NodeEntry): PortView[] {
  return Object.entries(outputs).map(([name, port]) => view(name, port, 'output', true));
}

/** A broken file may name thousands; wires to further ones are not drawn. */
const MOST_STRAY = 100;

/** Ports that only wires know of: those of unknown nodes and of wires that no longer fit. */
function stray(names: ReadonlySet<string>, known: readonly PortView[], side: PortView['side']): PortView[] {
  const taken = new Set(known.map((each) => each.name));
  return [...names]
    .filter((name) => !taken.has(name))
    .slice(0, MOST_STRAY)
    .map((name) => ({
      name,
      label: portLabel(name),
      type: 'any',
      side,
      shape: 'circle',
      optional: true,
      description: texts.canvas.strayPort,
    }));
}

export interface PortViews {
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
}

/**
 * @param wired names of the input and output ports that wires name.
 * @param parameters of the node: a text among them may name inputs.
 */
export function portViews(
  entry: NodeEntry | undefined,
  wired: { readonly inputs: ReadonlySet<string>; readonly outputs: ReadonlySet<string> },
  parameters: Parameters = {},
): PortViews {
  const inputs = entry ? declaredInputs(entry, wired.inputs, parameters) : [];
  const outputs = entry ? declaredOutputs(entry) : [];
  return {
    inputs: [...inputs, ...stray(wired.inputs, inputs, 'input')],
    outputs: [...outputs, ...stray(wired.outputs, outputs, 'output')],
  };
}
