import { type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../graph/events.ts';
import type { Problem } from '../../graph/problem.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { CallName, Calls, EventName, Events } from '../../protocol/protocol.ts';
import { noWishes } from '../../protocol/sharedQueueCalls.ts';
import type { Device, RunOptions, WatchedEvents } from '../../protocol/types.ts';
import type { Connection, HostClient } from '../hosts/hostClient.ts';

/** A run that somebody asked for, to be driven by hand. */
export interface FakeRun {
  readonly options: RunOptions;
  done(): boolean;
  emit(event: RunEvent): void;
  complete(): void;
  fail(problem: Problem): void;
}

export type Answers = {
  [N in CallName]?: (args: Calls[N]['arguments']) => Calls[N]['result'] | Promise<Calls[N]['result']>;
};

export interface FakeEngine {
  readonly client: HostClient;
  readonly connection: Signal<Connection>;
  /** It was started again, and knows nothing of the runs before. */
  restart(): void;
  /** In the order of the calls. */
  readonly runs: readonly FakeRun[];
  /** Every call but those that start and follow runs, with its arguments. */
  readonly calls: readonly { readonly name: CallName; readonly args: unknown }[];
  emit<N extends EventName>(name: N, event: Events[N]): void;
}

/** A machine without a graphics card. */
export const cpuDevice: Device = {
  provider: 'cpu',
  label: 'CPU, 2 cores',
  reason: 'WebGPU does not run on this machine.',
  choice: 'auto',
  findings: [
    {
      provider: 'webgpu',
      state: 'fails',
      finding: 'WebGPU does not run: no supported adapters.',
      remedy: 'Install a Vulkan driver for your graphics card, then check again.',
    },
  ],
};

const quiet: Answers = {
  cancel: () => null,
  device: () => cpuDevice,
  memory: () => ({ resident: 210e6, cached: 12e6, sessions: 24e6 }),
  models: () => [],
  modelHashes: () => [],
  modelRoots: () => [],
  downloads: () => [],
  setCacheBudget: () => ({ resident: 210e6, cached: 12e6, sessions: 24e6 }),
  storedResults: () => ({ bytes: 340e6, budget: 2 * 2 ** 30, folder: '/home/me/.cache/arcspace/results' }),
  setStoredResultsBudget: ({ bytes }) => ({ bytes: 340e6, budget: bytes, folder: '/home/me/.cache/arcspace/results' }),
  clearStoredResults: () => ({ bytes: 0, budget: 2 * 2 ** 30, folder: '/home/me/.cache/arcspace/results' }),
  free: () => ({ resident: 120e6, cached: 0, sessions: 0 }),
  listWorkflows: () => [],
  saveWorkflow: ({ path, text }) => ({ path, stamp: text }),
  listBlocks: () => [],
  saveBlock: ({ name, text }) => ({ path: `blocks/${name}`, stamp: text }),
  removeBlock: () => null,
  watchJobs: () => new Promise(() => {}),
  sharedQueue: () => ({ address: null, hasPassword: false, store: null, wishes: noWishes }),
  watchGallery: () => new Promise(() => {}),
  listWorkflowFolders: () => [],
  listTrash: () => [],
  listAutosaves: () => ({ autosaves: [], open: [], workspace: '/workspace' }),
  writeAutosave: () => ({ dropped: [] }),
  clearAutosave: () => null,
  announceWindow: () => ({ workspace: '/workspace' }),
  listImages: () => [],
  readsAv1: () => false,
  importFile: ({ name }) => ({ path: `imported/${name}` }),
};

type Watch = (from: number, ahead: boolean) => Promise<WatchedEvents>;

/** What the engine remembers of a run: all of it. */
function createRun(options: RunOptions): { run: FakeRun; watch: Watch } {
  const events: RunEvent[] = [];
  let waiting: (() => void)[] = [];
  let given = 0;
  const isDone = () => events.at(-1)?.type === 'done';
  const emit = (event: RunEvent) => {
    events.push(event);
    waiting.shift()?.();
  };
  const done = { type: 'done', executed: 0, cached: 0, milliseconds: 5 } as const;
  const run: FakeRun = {
    options,
    done: isDone,
    emit,
    complete: () => emit({ ...done, outcome: 'completed', executed: 1 }),
    fail: (problem) => emit({ ...done, outcome: 'failed', problem }),
  };
  const watch: Watch = async (from, ahead) => {
    if (!ahead) [given, waiting] = [from, []];
    if (given >= events.length) await new Promise<void>((resolve) => waiting.push(resolve));
    const news = events.slice(given);
    given = events.length;
    return { events: news, next: given, done: isDone() };
  };
  return { run, watch };
}

function lost(code: string): ArcspaceError {
  return new ArcspaceError(code, 'Arcspace is not running.', 'Start it again.');
}

function untilLost(connection: Signal<Connection>): Promise<never> {
  return new Promise((_, reject) => {
    connection.subscribe((now) => {
      if (now !== 'connected') reject(lost('connection-lost'));
    });
  });
}

/** An engine without an engine: answers calls at once and leaves runs to the test. */
export function createFakeEngine(answers: Answers = {}, onRun: (run: FakeRun) => void = () => {}): FakeEngine {
  const connection = signal<Connection>('connected');
  const runs: FakeRun[] = [];
  const calls: { name: CallName; args: unknown }[] = [];
  const handlers = new Map<EventName, Set<(event: never) => void>>();

  const emit = <N extends EventName>(name: N, event: Events[N]) => {
    for (const handler of handlers.get(name) ?? []) (handler as (event: Events[N]) => void)(event);
  };

  const watches = new Map<string, Watch>();
  const submit = (options: RunOptions): null => {
    const { run, watch } = createRun(options);
    runs.push(run);
    watches.set(options.run, watch);
    onRun(run);
    return null;
  };
  const watch = ({ run, from, ahead }: Calls['watch']['arguments']): Promise<WatchedEvents> => {
    const known = watches.get(run);
    if (!known) throw new ArcspaceError('unknown-run', 'The run is lost.', 'Run it again.');
    return known(from, ahead);
  };

  const list = () =>
    runs.map(({ options: { run, lane, workflow, path, targets }, done }) => {
      return { run, lane, workflow, path, targets, done: done() };
    });
  const all: Answers = { submit, watch, runs: list, ...quiet, ...answers };
  return {
    runs,
    calls,
    emit,
    connection,
    restart: () => watches.clear(),
    client: {
      connection,
      windowId: 'window',
      async call(name, args) {
        if (name !== 'submit' && name !== 'watch') calls.push({ name, args });
        const answer = all[name];
        if (!answer) throw new ArcspaceError('not-found', `The fake engine has no ${name}.`, 'Give it an answer.');
        if (connection.peek() !== 'connected') throw lost('engine-unreachable');
        return await Promise.race([answer(args), untilLost(connection)]);
      },
      on(name, handler) {
        const set = handlers.get(name) ?? new Set();
        set.add(handler as (event: never) => void);
        handlers.set(name, set);
        return () => set.delete(handler as (event: never) => void);
      },
    },
  };
}
