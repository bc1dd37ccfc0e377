import type { PortType, PortValues } from './values.ts';

/** An input that takes several wires is written as `name.1`, `name.2`, ... in links, and arrives as an array. */
export interface Repeat {
  readonly min: number;
  readonly max: number;
}

export interface PortOptions {
  readonly optional?: boolean;
  /** Of the numbers that flow here: "rad", "latent units". */
  readonly unit?: string;
  readonly repeat?: Repeat;
  /**
   * Of latents and directions, whether clips with a time axis reach it: `whole` as one vector each, `either` where it makes no difference
   * whether they are to be taken frame by frame. Absent: only frame by frame.
   */
  readonly clips?: 'whole' | 'either';
  /**
   * A parameter whose text may name this input as a word, as a formula does its letters. Of such inputs the editor shows those that
   * are named or wired, and another one where these are all wired.
   */
  readonly namedIn?: string;
  /** Type of the node that mostly stands before this input: the editor offers it first. */
  readonly usually?: string;
  /** What a node that is added before this input starts with, of the parameters that it has. */
  readonly suggests?: Readonly<Record<string, unknown>>;
}

export interface Port<T extends PortType = PortType, O extends PortOptions = PortOptions> {
  readonly type: T;
  readonly description: string;
  readonly options: O;
}

/** Declares a port. A parameter of the same name is what an unconnected input falls back to. */
export function port<T extends PortType>(type: T, description: string): Port<T, Record<never, never>>;
export function port<T extends PortType, const O extends PortOptions>(
  type: T,
  description: string,
  options: O,
): Port<T, O>;
export function port(type: PortType, description: string, options: PortOptions = {}): Port {
  return { type, description, options };
}

export type Ports = Readonly<Record<string, Port>>;

type InputOf<P> =
  P extends Port<infer T, infer O>
    ? O extends { repeat: Repeat }
      ? readonly PortValues[T][]
      : O extends { optional: true }
        ? PortValues[T] | undefined
        : PortValues[T]
    : never;

export type InputValues<P extends Ports> = { readonly [K in keyof P]: InputOf<P[K]> };
export type OutputValues<P extends Ports> = {
  readonly [K in keyof P]: P[K] extends Port<infer T> ? PortValues[T] : never;
};

/** What an input takes besides its own type: a number is a list of one, and a batch of pictures is a set of them. */
const alsoTakes: { readonly [T in PortType]?: PortType } = { numbers: 'number', image_set: 'image' };

/** The types that may reach an input of type `to`, its own first. */
export function takenBy(to: PortType): readonly PortType[] {
  const other = alsoTakes[to];
  return other ? [to, other] : [to];
}

/** Whether a wire from an output of type `from` may end in an input of type `to`. */
export function compatible(from: PortType, to: PortType): boolean {
  return from === 'any' || to === 'any' || takenBy(to).includes(from);
}

/** The declaration behind a link's port name: `points.2` belongs to the repeated port `points`. */
export function findPort(ports: Ports, name: string): Port | undefined {
  const plain = Object.hasOwn(ports, name) ? ports[name] : undefined;
  if (plain) return plain.options.repeat ? undefined : plain;
  const match = /^(.+)\.([1-9]\d?)$/.exec(name);
  const base = match?.[1];
  const repeated = base !== undefined && Object.hasOwn(ports, base) ? ports[base] : undefined;
  const repeat = repeated?.options.repeat;
  return repeat && Number(match?.[2]) <= repeat.max ? repeated : undefined;
}
