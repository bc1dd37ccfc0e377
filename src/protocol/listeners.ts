import type { Emit, EngineClient, EventName, Events } from './protocol.ts';

type Handler = (event: never) => void;

export interface Listeners {
  readonly on: EngineClient['on'];
  readonly emit: Emit;
  /** For an event that came over a wire: its sender is the engine, whose types this program shares. */
  emitUnchecked(name: EventName, event: unknown): void;
}

/** Subscriptions by event name. A handler may end its own subscription while it runs. */
export function createListeners(): Listeners {
  const handlers = new Map<EventName, Set<Handler>>();
  const emitUnchecked = (name: EventName, event: unknown): void => {
    for (const handler of [...(handlers.get(name) ?? [])]) handler(event as never);
  };
  return {
    on(name, handler) {
      const subscribed = handlers.get(name) ?? new Set();
      handlers.set(name, subscribed.add(handler as Handler));
      return () => subscribed.delete(handler as Handler);
    },
    emit: <N extends EventName>(name: N, event: Events[N]) => emitUnchecked(name, event),
    emitUnchecked,
  };
}
