import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { version } from '../../../package.json';
import type { Engine } from '../../engine/createEngine.ts';
import type { Device } from '../../protocol/types.ts';
import type { WorkerCard } from '../queue/workers.ts';
import { type Announcement, announce } from './announce.ts';
import { describeModels } from './describeModels.ts';
import type { RunningWorker } from './startWorker.ts';

interface Listed {
  readonly redis: Redis;
  readonly name: string;
  readonly slots: number;
  readonly device: Device;
  /** Knows the models that are here. It computes nothing, and is closed in the end. */
  readonly engine: Pick<Engine, 'models' | 'close'>;
}

/** Puts the worker on the list of the queue, with what computes here and the models that are here. */
export function listWorker({ running }: RunningWorker, { redis, name, slots, device, engine }: Listed): Announcement {
  const { models, close } = engine;
  const { provider, label } = device;
  const hashing = new AbortController();
  const id = randomBytes(8).toString('hex');
  const fixed = { id, name, program: version, since: Date.now(), slots, device: { provider, label } };
  let shown: WorkerCard['models'] = [];
  const described = describeModels(models, hashing.signal, (found) => {
    shown = [...found];
  });
  const announcement = announce(redis, () => ({ ...fixed, running: running(), models: shown }));
  return {
    async end() {
      hashing.abort();
      await announcement.end();
      await described.catch(() => undefined).then(close);
    },
  };
}
