import { callNames, eventNames } from './calls.ts';
import { createHub, type Hub } from './hub.ts';
import type { CallName, Calls, EngineClient, EngineHandlers } from './protocol.ts';

/** A hub whose calls another client answers, and whose events come from it. */
export function createRelay(client: EngineClient): Hub {
  const forward =
    <N extends CallName>(name: N) =>
    (args: Calls[N]['arguments']) =>
      client.call(name, args);
  const handlers = Object.fromEntries(callNames.map((name) => [name, forward(name)])) as unknown as EngineHandlers;
  const hub = createHub(handlers);
  for (const name of eventNames) client.on(name, (event) => hub.emit(name, event));
  return hub;
}
