import type { RunEvent } from '../graph/events.ts';
import type { EngineClient } from './protocol.ts';
import type { RunName, WatchedEvents } from './types.ts';

export type Done = Extract<RunEvent, { type: 'done' }>;

/** Calls that lie open at once, so that the engine can tell of several things before it is busy for a while. */
const OPEN = 4;

/**
 * Tells every event of a run from its first, as they come, and answers the last.
 * @param again waits until it is worth asking again after a call failed, or throws
 * @throws ArcspaceError `unknown-run` when the engine does not know it, or not any more
 */
export async function followRun(
  engine: EngineClient,
  { client, run }: RunName,
  heard: (event: RunEvent) => void,
  again: (thrown: unknown) => Promise<void> = (thrown) => Promise.reject(thrown),
): Promise<Done> {
  let from = 0;
  const ask = (ahead: boolean): Promise<WatchedEvents> => {
    const call = engine.call('watch', { client, run, from, ahead });
    // Of calls that fail together the first tells.
    call.catch(() => {});
    return call;
  };
  const follow = async (): Promise<Done> => {
    const open = Array.from({ length: OPEN }, (_, index) => ask(index > 0));
    for (const call of open) {
      const { events, next } = await call;
      from = Math.max(from, next);
      for (const event of events) {
        heard(event);
        if (event.type === 'done') return event;
      }
      open.push(ask(true));
    }
    throw new Error('there is always a call that lies open');
  };
  for (;;) {
    try {
      return await follow();
    } catch (thrown) {
      await again(thrown);
    }
  }
}
