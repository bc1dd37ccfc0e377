import { ArcspaceError } from '../../graph/problem.ts';
import { callNames } from '../calls.ts';
import type { EngineHandlers } from '../protocol.ts';

/** Handlers that refuse every call but the given ones. */
export function fakeHandlers(handlers: Partial<EngineHandlers>): EngineHandlers {
  const refuse = (name: string) => [name, () => Promise.reject(new ArcspaceError('unused', `${name} is not here`, ''))];
  return { ...(Object.fromEntries(callNames.map(refuse)) as unknown as EngineHandlers), ...handlers };
}
