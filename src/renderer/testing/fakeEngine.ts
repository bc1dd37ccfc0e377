import { type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../graph/events.ts';
import type { Problem } from '../../graph/problem.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { CallName, Calls, EventName, Events } from '../../protocol/protocol.ts';
import type { RunOptions } from '../../protocol/types.ts';
import type { Connection, HostClient } from '../hosts/hostClient.ts';

/** A run that somebody asked for, to be driven by hand. */
export interface FakeRun {
  readonly options: RunOptions;
  emit(event: RunEvent): void;
  complete(): void;
  fail(problem: Problem): void;
}

type Answers = { [N in CallName]?: (args: Calls[N]['arguments']) => Calls[N]['result'] | Promise<Calls[N]['result']> };

export interface FakeEngine {
  readonly client: HostClient;
  readonly connection: Signal<Connection>;
  /** In the order of the calls. */
  readonly runs: readonly FakeRun[];
  /** Every call but `run`, with its arguments. */
  readonly calls: readonly { readonly name: CallName; readonly args: unknown }[];
  emit<N extends EventName>(name: N, event: Events[N]): void;
}

const quiet: Answers = {
  cancel: () => null,
  device: () => ({ provider: 'cpu', label: 'CPU, 2 cores', unavailable: [] }),
  memory: () => ({ resident: 210e6, cached: 12e6, sessions: 24e6 }),
  models: () => [],
  free: () => ({ resident: 120e6, cached: 0, sessions: 0 }),
  listWorkflows: () => [],
  saveWorkflow: ({ path }) => ({ path }),
  listAutosaves: () => ({ autosaves: [], open: [], workspace: '/workspace' }),
  writeAutosave: () => ({ dropped: [] }),
  clearAutosave: () => null,
  announceWindow: () => ({ workspace: '/workspace' }),
  listImages: () => [],
  importFile: ({ name }) => ({ path: `imported/${name}` }),
};

function errorFrom(problem: Problem): ArcspaceError {
  return new ArcspaceError(problem.code, problem.message, problem.remedy, problem.place);
}

/** An engine without an engine: answers calls at once and leaves runs to the test. */
export function createFakeEngine(answers: Answers = {}): FakeEngine {
  const connection = signal<Connection>('connected');
  const runs: FakeRun[] = [];
  const calls: { name: CallName; args: unknown }[] = [];
  const handlers = new Map<EventName, Set<(event: never) => void>>();

  const emit = <N extends EventName>(name: N, event: Events[N]) => {
    for (const handler of handlers.get(name) ?? []) (handler as (event: Events[N]) => void)(event);
  };

  const run = (options: RunOptions): Promise<Calls['run']['result']> =>
    new Promise((resolve, reject) => {
      const send = (event: RunEvent) => emit('run', { run: options.run, event });
      runs.push({
        options,
        emit: send,
        complete() {
          send({ type: 'done', outcome: 'completed', executed: 1, cached: 0, milliseconds: 5 });
          resolve({ executed: 1, cached: 0 });
        },
        fail(problem) {
          send({ type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 5, problem });
          reject(errorFrom(problem));
        },
      });
    });

  const all: Answers = { run, ...quiet, ...answers };
  return {
    runs,
    calls,
    emit,
    connection,
    client: {
      connection,
      windowId: 'window',
      async call(name, args) {
        if (name !== 'run') calls.push({ name, args });
        const answer = all[name];
        if (!answer) throw new ArcspaceError('not-found', `The fake engine has no ${name}.`, 'Give it an answer.');
        return await answer(args);
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
