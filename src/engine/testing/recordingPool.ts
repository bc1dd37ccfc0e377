import { basename, dirname } from 'node:path';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';

type Feeds = Readonly<Record<string, Tensor>>;

export interface RecordingPool extends SessionPool {
  /** What the network of a part was fed first since the last `clear`. */
  firstFeeds(part: string): Feeds | undefined;
  clear(): void;
}

/** A pool that writes down what its networks are fed. */
export function recordingPool(pool: SessionPool): RecordingPool {
  const first = new Map<string, Feeds>();
  const listening = (session: Session): Session => ({
    ...session,
    run: (feeds, output) => {
      const part = basename(dirname(session.file));
      if (!first.has(part)) first.set(part, feeds);
      return session.run(feeds, output);
    },
  });
  return {
    ...pool,
    use: (file, work) => pool.use(file, (session) => work(listening(session))),
    firstFeeds: (part) => first.get(part),
    clear: () => first.clear(),
  };
}
