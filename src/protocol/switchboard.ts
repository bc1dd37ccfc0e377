import type { Problem } from '../graph/problem.ts';
import { eventNames } from './calls.ts';
import { type Connection, connect, errorFrom } from './connect.ts';
import { createListeners } from './listeners.ts';
import type { MessagePortLike } from './port.ts';
import type { Emit, EngineClient } from './protocol.ts';

/** A client that outlives its wires. */
export interface Switchboard {
  readonly client: EngineClient;
  /** Calls go over this port from now on, those first that waited for it. */
  attach(port: MessagePortLike): void;
  /** There is no port and none is in sight: calls that wait fail with the problem, and so do new ones until `attach`. */
  fail(problem: Problem): void;
  /** An event that no engine sent: `restarted`. */
  readonly emit: Emit;
}

interface Waiting {
  go(client: EngineClient): void;
  stop(problem: Problem): void;
}

/** Starts without a port: calls wait for the first one. */
export function createSwitchboard(): Switchboard {
  const listeners = createListeners();
  let waiting: Waiting[] = [];
  let current: Connection | undefined;
  let failure: Problem | undefined;

  const release = (act: (call: Waiting) => void): void => {
    const calls = waiting;
    waiting = [];
    for (const call of calls) act(call);
  };
  const nextClient = (): Promise<EngineClient> =>
    new Promise((go, reject) => {
      waiting.push({ go, stop: (problem) => reject(errorFrom(problem)) });
    });
  const attach = (port: MessagePortLike): void => {
    const client = connect(port);
    current?.abandon();
    current = client;
    failure = undefined;
    for (const name of eventNames) client.on(name, (event) => listeners.emitUnchecked(name, event));
    port.onClose(() => {
      if (current === client) current = undefined;
    });
    release((call) => call.go(client));
  };
  const fail = (problem: Problem): void => {
    failure = problem;
    release((call) => call.stop(problem));
  };
  const client: EngineClient = {
    async call(name, args) {
      if (current) return current.call(name, args);
      if (failure) throw errorFrom(failure);
      return (await nextClient()).call(name, args);
    },
    on: listeners.on,
  };
  return { client, attach, fail, emit: listeners.emit };
}
