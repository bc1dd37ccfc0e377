import { version } from '../../../package.json';
import type { Elsewhere, ElsewhereParts } from '../../engine/run/elsewhere.ts';
import { abandonable } from '../../engine/run/pausing.ts';
import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import {
  noWishes,
  type QueueWorker,
  type QueueWorkers,
  type SharedQueueChoice,
} from '../../protocol/sharedQueueCalls.ts';
import { createQueueRunner } from '../client/runOnQueue.ts';
import { createModelSender, type SendModel } from '../client/sendModels.ts';
import { loadOf } from '../queue/load.ts';
import { listWorkers, type WorkerCard } from '../queue/workers.ts';
import { answerOf, type Connection, connect } from './connection.ts';
import { keepSettings, type SharedSettings, shownSettings, withoutPassword } from './sharedSettings.ts';

/** Things that were said of runs and are shown. */
const MOST_NOTES = 5;

/** What runs are sent over. */
interface Sending extends Connection {
  readonly sendModel: SendModel;
}

/** Sends the runs of an editor's engine to the queue that its user has named, by the same client as the command line. */
export function openElsewhere(parts: ElsewhereParts): Elsewhere {
  const kept = keepSettings(parts.machineFolder);
  const notes: string[] = [];
  let connected: { readonly key: string; readonly connection: Promise<Sending> } | undefined;

  const drop = (): void => {
    connected?.connection.then(({ close }) => close()).catch(() => undefined);
    connected = undefined;
    notes.length = 0;
  };
  const say = (message: string): void => {
    notes.push(message);
    notes.splice(0, notes.length - MOST_NOTES);
  };
  const open = async (settings: SharedSettings): Promise<Sending> => {
    const connection = await connect(settings);
    const { store, closing } = connection;
    return { ...connection, sendModel: createModelSender(store, parts.models, closing, say) };
  };
  const adopt = (key: string, connection: Promise<Sending>): Promise<Sending> => {
    drop();
    connected = { key, connection };
    connection.catch(() => {
      // The next one tries again.
      if (connected?.connection === connection) connected = undefined;
    });
    return connection;
  };
  const connectTo = (settings: SharedSettings): Promise<Sending> => {
    const key = keyOf(settings);
    return connected?.key === key ? connected.connection : adopt(key, open(settings));
  };
  /** Takes the place of the connection that there is once it has answered: what is sent over that one goes on until then. */
  const changeTo = async (settings: SharedSettings): Promise<void> => {
    const key = keyOf(settings);
    const known = connected?.key === key ? connected.connection : undefined;
    const connection = await (known ?? open(settings));
    try {
      await answerOf(connection, () => connection.redis.ping());
    } catch (thrown) {
      if (!known) connection.close();
      throw thrown;
    }
    if (!known) void adopt(key, Promise.resolve(connection));
  };
  const named = async (): Promise<SharedSettings> => {
    const settings = await kept.read();
    if (!settings) throw notNamed();
    return settings;
  };
  const choose = async ({ address: written, password, store }: SharedQueueChoice): Promise<SharedSettings> => {
    const { address, password: own } = withoutPassword(written);
    const before = await kept.read();
    const secret = own ?? password ?? (before?.address === address ? before.password : undefined);
    return {
      address,
      store: store.trim(),
      wishes: noWishes,
      ...(secret !== undefined && secret !== '' && { password: secret }),
    };
  };
  const workersOf = async (connection: Connection): Promise<QueueWorkers> => {
    const [cards, { waiting, running }] = await answerOf(connection, () =>
      Promise.all([listWorkers(connection.redis), loadOf(connection.queue)]),
    );
    return { workers: cards.map(shownWorker), waiting, running, notes: [...notes] };
  };

  return {
    async run(run, signal, emit) {
      const began = performance.now();
      try {
        const settings = await named();
        const connection = await abandonable(connectTo(settings), signal);
        await abandonable(
          answerOf(connection, () => connection.redis.ping()),
          signal,
        );
        const { inputs, models, registry, output } = parts;
        const { redis, queue, store, sendModel } = connection;
        const { device, sendsModels } = settings.wishes;
        const runner = createQueueRunner({
          engine: { inputs, models },
          ...{ registry, output, redis, queue, store, say },
          device: device ?? undefined,
          sendModel: sendsModels ? sendModel : undefined,
          previews: true,
        });
        return await runner(run, signal, (event) => emit(withNames(event, parts)));
      } catch (thrown) {
        const problem = problemFrom(signal.aborted ? cancelled() : thrown);
        const result = {
          outcome: signal.aborted ? 'cancelled' : 'failed',
          executed: 0,
          cached: 0,
          problem,
        } as const;
        emit({ type: 'done', milliseconds: performance.now() - began, ...result });
        return result;
      }
    },
    handlers: {
      sharedQueue: async () => shownSettings(await kept.read()),
      async chooseSharedQueue(choice) {
        const chosen = await choose(choice);
        await changeTo(chosen);
        const wishes = (await kept.read())?.wishes ?? noWishes;
        const settings = { ...chosen, wishes };
        await kept.write(settings);
        return shownSettings(settings);
      },
      async wishOfSharedQueue(wishes) {
        const settings = { ...(await named()), wishes };
        await kept.write(settings);
        return shownSettings(settings);
      },
      async forgetSharedQueue() {
        await kept.forget();
        drop();
        return shownSettings(undefined);
      },
      async queueWorkers() {
        try {
          return await workersOf(await connectTo(await named()));
        } catch (thrown) {
          return { problem: problemFrom(thrown), workers: [], waiting: 0, running: 0, notes: [...notes] };
        }
      },
    },
    async close() {
      drop();
    },
  };
}

function keyOf({ address, password, store }: SharedSettings): string {
  return JSON.stringify([address, password, store]);
}

/** Files by the names that a run on this machine gives them. */
function withNames(event: RunEvent, { nameOf }: ElsewhereParts): RunEvent {
  return event.type === 'finished' ? { ...event, files: event.files.map(nameOf) } : event;
}

function shownWorker({ id, name, program, device, slots, running, models }: WorkerCard): QueueWorker {
  const named = models.filter(({ role }) => role === 'model').map((model) => model.name);
  return {
    id,
    name,
    program,
    isSameProgram: program === version,
    device: device.label,
    slots,
    running,
    models: [...new Set(named)],
  };
}

function notNamed(): ArcspaceError {
  return new ArcspaceError(
    'no-shared-queue',
    'No queue is named that runs could be sent to.',
    'Name it in Settings, Queue, or run on this computer.',
  );
}

function cancelled(): ArcspaceError {
  return new ArcspaceError('cancelled', 'Cancelled', 'Run again when you are ready.');
}
