import { ArcspaceError, type Problem } from '../graph/problem.ts';
import { isEventName } from './calls.ts';
import { createListeners } from './listeners.ts';
import { type Message, parseMessage } from './message.ts';
import type { MessagePortLike } from './port.ts';
import type { CallName, Calls, EngineClient } from './protocol.ts';

interface Pending {
  resolve(result: unknown): void;
  reject(error: ArcspaceError): void;
}

const WIRE_CLOSED: Problem = {
  code: 'connection-lost',
  message: 'The connection to the engine ended before it answered.',
  place: {},
  remedy: 'Nothing in the workflow is lost. Run again.',
};

export function errorFrom(problem: Problem): ArcspaceError {
  return new ArcspaceError(problem.code, problem.message, problem.remedy, problem.place);
}

export interface Connection extends EngineClient {
  /** Fails what is under way, as when the wire closes: for a wire whose other end is known to be gone. */
  abandon(): void;
}

/** The client's end of a wire. Calls that are under way when the wire closes fail with the problem `connection-lost`. */
export function connect(port: MessagePortLike): Connection {
  const pending = new Map<number, Pending>();
  const listeners = createListeners();
  let lastId = 0;
  let closed = false;

  const settle = (id: number, act: (call: Pending) => void): void => {
    const call = pending.get(id);
    pending.delete(id);
    if (call) act(call);
  };
  const receive = (message: Message): void => {
    if (message.kind === 'result') settle(message.id, (call) => call.resolve(message.result));
    if (message.kind === 'problem') settle(message.id, (call) => call.reject(errorFrom(message.problem)));
    if (message.kind === 'event' && isEventName(message.name)) listeners.emitUnchecked(message.name, message.event);
  };
  port.onMessage((raw) => {
    const message = parseMessage(raw);
    if (message) receive(message);
  });
  const abandon = (): void => {
    closed = true;
    for (const id of [...pending.keys()]) settle(id, (call) => call.reject(errorFrom(WIRE_CLOSED)));
  };
  port.onClose(abandon);

  const call = <N extends CallName>(name: N, args: Calls[N]['arguments']): Promise<Calls[N]['result']> => {
    if (closed) return Promise.reject(errorFrom(WIRE_CLOSED));
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      port.post({ kind: 'call', id, name, args } satisfies Message);
    });
  };
  return { call, on: listeners.on, abandon };
}
