import type { Problem } from '../graph/problem.ts';
import type { EngineProcess } from './engineProcess.ts';
import { type Heartbeat, watchHeartbeat } from './heartbeat.ts';

export interface Supervision {
  readonly start: () => EngineProcess;
  /** A new process is there. */
  readonly onStart: (process: EngineProcess) => void;
  /** It ended, and will be started again; `crashLooping` when it keeps ending as soon as it is started. */
  readonly onEnd: (problem: Problem, crashLooping: boolean) => void;
}

export type Supervisor = Heartbeat;

/** Milliseconds before a new start, by how often in a row the process ended within `SHORT_LIFE`. */
const DELAYS = [0, 0, 250, 1_000, 5_000, 15_000];
const SHORT_LIFE = 10_000;
const CRASH_LOOP = 3;

/** Keeps an engine running: starts it again when it ends, and ends it when it no longer answers. */
export function supervise({ start, onStart, onEnd }: Supervision): Supervisor {
  let shortLives = 0;
  let stopped = false;
  let current: { process: EngineProcess; heartbeat: Heartbeat } | undefined;
  let next: ReturnType<typeof setTimeout> | undefined;

  const launch = (): void => {
    const process = start();
    const born = performance.now();
    let problem: Problem | undefined;
    const heartbeat = watchHeartbeat(process.port, () => {
      problem = STUCK;
      process.kill();
    });
    current = { process, heartbeat };
    process.onExit((how) => {
      heartbeat.stop();
      if (stopped) return;
      shortLives = performance.now() - born < SHORT_LIFE ? shortLives + 1 : 0;
      onEnd(problem ?? ended(how, process.stderrTail()), shortLives >= CRASH_LOOP);
      next = setTimeout(launch, DELAYS[Math.min(shortLives, DELAYS.length - 1)]);
    });
    onStart(process);
  };
  launch();
  return {
    shortenTimeout: () => current?.heartbeat.shortenTimeout(),
    stop() {
      stopped = true;
      clearTimeout(next);
      current?.heartbeat.stop();
      current?.process.quit();
    },
  };
}

const REMEDY = 'The workflow is as it was. Run it again; if this repeats, try smaller pictures or a smaller model.';

const LESS =
  'The workflow is as it was. Make smaller pictures or fewer frames at once, close other programs, or choose a smaller model.';

const STUCK: Problem = {
  code: 'engine-stuck',
  message: 'The engine no longer answered, so it was ended and started again.',
  place: {},
  remedy: REMEDY,
};

/** What Node, V8 and C++ say before they end a process that gets no memory. */
const LACKS_MEMORY = /allocation failed|heap limit|out of memory|bad_alloc|cannot allocate memory/i;

function ended(how: string, stderrTail: string): Problem {
  const said = stderrTail ? ` It said: ${stderrTail}` : '';
  const lacksMemory = LACKS_MEMORY.test(stderrTail);
  return {
    code: 'engine-ended',
    message: `The engine ${lacksMemory ? `ran out of memory (it ${how})` : how} and was started again.${said}`,
    place: {},
    remedy: lacksMemory ? LESS : REMEDY,
  };
}
