import type { RunEvent } from '../graph/events.ts';
import type { EngineClient } from './protocol.ts';
import type { RunName } from './types.ts';

export type Done = Extract<RunEvent, { type: 'done' }>;

/**
 * Tells every event of a run from its first, as they come, and answers the last.
 * @throws ArcspaceError `unknown-run` when the engine does not know it, or not any more
 */
export async function followRun(
  engine: EngineClient,
  { client, run }: RunName,
  heard: (event: RunEvent) => void,
): Promise<Done> {
  for (let from = 0; ; ) {
    const { events, next } = await engine.call('watch', { client, run, from });
    from = next;
    for (const event of events) {
      heard(event);
      if (event.type === 'done') return event;
    }
  }
}
