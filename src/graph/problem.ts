import { TooLargeError } from '../tensor/tensor.ts';
import { isDiskFault } from './diskFault.ts';

/** Where something went wrong, as far as it is known. */
export interface Place {
  readonly file?: string;
  readonly node?: string;
  /** Input port, output port or parameter of the node. */
  readonly port?: string;
  /** All of those that it is about, where they are several; `port` is the first. */
  readonly ports?: readonly string[];
}

/** Inputs, outputs and parameters that a problem is about. */
export function portsAt({ port, ports }: Place): readonly string[] {
  return ports ?? (port === undefined ? [] : [port]);
}

/** What happened, where, what to do: plain data that crosses processes and is shown as it is. */
export interface Problem {
  /** Stable, for scripts: "wrong-type", "cycle", "cancelled", ... */
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  readonly remedy: string;
}

/** The one error class of Arcspace. Anything else that is thrown is a fault in the program and is reported as such. */
export class ArcspaceError extends Error {
  override readonly name = 'ArcspaceError';

  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
    readonly place: Place = {},
  ) {
    super(message);
  }

  /** The same error, its place completed by what the caller knows. */
  at(place: Place): ArcspaceError {
    return new ArcspaceError(this.code, this.message, this.remedy, { ...place, ...this.place });
  }

  toProblem(): Problem {
    return { code: this.code, message: this.message, place: this.place, remedy: this.remedy };
  }
}

const SMALLER = 'Use fewer points, frames or pictures at once, or smaller ones.';

/** Any thrown value as a problem; an unknown one keeps its message and asks for a report. */
export function problemFrom(thrown: unknown, place: Place = {}): Problem {
  if (thrown instanceof ArcspaceError) return thrown.at(place).toProblem();
  if (thrown instanceof TooLargeError) {
    return { code: 'too-large', message: thrown.message, place, remedy: SMALLER };
  }
  if (thrown instanceof RangeError) {
    return { code: 'invalid-value', message: thrown.message, place, remedy: 'Check the values that reach this node.' };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDiskFault(thrown)) {
    return {
      code: 'file-system',
      message: `A file could not be read or written: ${message}.`,
      remedy: 'Check the disk, its free space and the permissions of the folder, then try again.',
      place,
    };
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'cancelled', message: 'Cancelled', place, remedy: 'Run again when you are ready.' };
  }
  return {
    code: 'internal',
    message,
    place,
    remedy: 'This is a fault in Arcspace. Please report it with the workflow that shows it.',
  };
}
