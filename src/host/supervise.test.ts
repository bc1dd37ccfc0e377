import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Problem } from '../graph/problem.ts';
import { portPair } from '../protocol/testing/portPair.ts';
import type { EngineProcess } from './engineProcess.ts';
import { LONGEST_SILENCE, SILENCE_AFTER_CANCEL } from './heartbeat.ts';
import { supervise } from './supervise.ts';

interface FakeProcess extends EngineProcess {
  end(how: string): void;
  readonly kills: number;
}

/** A process that answers pings as long as it is not blocked. */
function fakeProcess(blocked: () => boolean): FakeProcess {
  const [port, engine] = portPair();
  const exits: ((how: string) => void)[] = [];
  let kills = 0;
  engine.onMessage(() => {
    if (!blocked()) engine.post({ kind: 'pong' });
  });
  const end = (how: string): void => {
    engine.close();
    for (const handler of exits.splice(0)) handler(how);
  };
  return {
    port,
    onExit: (handler) => exits.push(handler),
    quit: () => end('ended with code 0'),
    kill() {
      kills++;
      end('was killed by SIGKILL');
    },
    stderrTail: () => 'out of memory',
    end,
    get kills() {
      return kills;
    },
  };
}

function watched() {
  const processes: FakeProcess[] = [];
  const ends: { problem: Problem; crashLooping: boolean }[] = [];
  let blocked = false;
  const supervisor = supervise({
    start() {
      const process = fakeProcess(() => blocked);
      processes.push(process);
      return process;
    },
    onStart: () => {},
    onEnd: (problem, crashLooping) => ends.push({ problem, crashLooping }),
  });
  const block = (): void => {
    blocked = true;
  };
  return { supervisor, processes, ends, block, newest: () => processes.at(-1) as FakeProcess };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an engine under supervision', () => {
  test('is started again at once when it ends, and the reason is told with its last words', async () => {
    const { processes, ends, newest } = watched();
    newest().end('was killed by SIGSEGV');
    await vi.advanceTimersByTimeAsync(1);
    expect(processes).toHaveLength(2);
    expect(ends[0]?.problem).toMatchObject({ code: 'engine-ended' });
    expect(ends[0]?.problem.message).toContain('was killed by SIGSEGV');
    expect(ends[0]?.problem.message).toContain('out of memory');
  });

  test('is started less and less often, and without hope, when it keeps ending', async () => {
    const { processes, ends, newest } = watched();
    for (let life = 0; life < 6; life++) {
      const count = processes.length;
      newest().end('ended with code 1');
      while (processes.length === count) await vi.advanceTimersByTimeAsync(50);
    }
    expect(ends.map((end) => end.crashLooping)).toEqual([false, false, true, true, true, true]);
    const count = processes.length;
    newest().end('ended with code 1');
    await vi.advanceTimersByTimeAsync(14_000);
    expect(processes).toHaveLength(count);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(processes).toHaveLength(count + 1);
  });

  test('gets its hope back by living for a while', async () => {
    const { ends, newest } = watched();
    for (let life = 0; life < 4; life++) {
      await vi.advanceTimersByTimeAsync(60_000);
      newest().end('ended with code 1');
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(ends.every((end) => !end.crashLooping)).toBe(true);
  });

  test('is left alone while it answers, and through a step that blocks it for minutes', async () => {
    const { processes, block, newest } = watched();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE * 3);
    block();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE - 10_000);
    expect(newest().kills).toBe(0);
    expect(processes).toHaveLength(1);
  });

  test('is ended and started again when it no longer answers', async () => {
    const { processes, ends, block } = watched();
    block();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE + 10_000);
    expect(processes[0]?.kills).toBe(1);
    expect(ends[0]?.problem.code).toBe('engine-stuck');
    expect(processes).toHaveLength(2);
  });

  test('has only a minute once somebody wants a run to stop', async () => {
    const { supervisor, processes, ends, block } = watched();
    await vi.advanceTimersByTimeAsync(20_000);
    block();
    supervisor.shortenTimeout();
    await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL - 5_000);
    expect(processes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(ends[0]?.problem.code).toBe('engine-stuck');
  });

  test('is no longer shortenedAt once it has answered', async () => {
    const { supervisor, processes } = watched();
    supervisor.shortenTimeout();
    await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL * 3);
    expect(processes).toHaveLength(1);
  });

  test('stays ended after stop', async () => {
    const { supervisor, processes, ends } = watched();
    supervisor.stop();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE * 2);
    expect(processes).toHaveLength(1);
    expect(ends).toEqual([]);
  });
});
