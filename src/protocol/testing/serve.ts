import { createHub, type Hub } from '../hub.ts';
import type { MessagePortLike } from '../port.ts';
import type { EngineHandlers } from '../protocol.ts';

/** A hub with one wire. */
export function serve(handlers: EngineHandlers, port: MessagePortLike): Hub {
  const hub = createHub(handlers);
  hub.attach(port);
  return hub;
}
