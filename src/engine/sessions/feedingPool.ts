import type { Tensor } from '../../tensor/tensor.ts';
import type { Session } from './session.ts';
import type { SessionPool } from './sessionPool.ts';

/** A pool whose sessions are fed these inputs by themselves, where they have them. The sessions are shared with the other pool. */
export function feedingPool(pool: SessionPool, feeds: Readonly<Record<string, Tensor>>): SessionPool {
  return { ...pool, use: (network, work) => pool.use(network, (session) => work(feeding(session, feeds))) };
}

/** A session that is fed these inputs by itself; who says them all the same is heard. */
export function feeding(session: Session, feeds: Readonly<Record<string, Tensor>>): Session {
  return {
    ...session,
    inputs: new Map([...session.inputs].filter(([name]) => !Object.hasOwn(feeds, name))),
    run: (given, output) => session.run({ ...feeds, ...given }, output),
    runAll: (given, outputs) => session.runAll({ ...feeds, ...given }, outputs),
  };
}
