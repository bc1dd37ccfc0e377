import type { MessagePortLike } from '../protocol/port.ts';

/** A running engine, however it was started. */
export interface EngineProcess {
  /** Belongs to the host; windows may have others. */
  readonly port: MessagePortLike;
  /** `how` ends the sentence "The engine ...": "ended with code 1", "was killed by SIGKILL". */
  onExit(handler: (how: string) => void): void;
  /** In good order, within seconds. */
  quit(): void;
  /** At once, whatever it is doing. */
  kill(): void;
  /** The last lines that it wrote to its error output. */
  stderrTail(): string;
}
