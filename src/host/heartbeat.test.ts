import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { portPair } from '../protocol/testing/portPair.ts';
import { LONGEST_SILENCE, SILENCE_AFTER_CANCEL, watchHeartbeat } from './heartbeat.ts';

/** An engine that says nothing until it is told to, and how often it was given up. */
function silentEngine() {
  const [port, engine] = portPair();
  const onSilence = vi.fn();
  const pings: unknown[] = [];
  engine.onMessage((message) => pings.push(message));
  return { heartbeat: watchHeartbeat(port, onSilence), onSilence, pings, speak: () => engine.post({ kind: 'pong' }) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a silent engine is given up', () => {
  test('after the longest silence, and only once', async () => {
    const { onSilence } = silentEngine();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE - 5_000);
    expect(onSilence).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  test('a minute after the first cancel, however often cancel is pressed after it', async () => {
    const { heartbeat, onSilence } = silentEngine();
    for (let pressed = 0; pressed < 7; pressed++) {
      heartbeat.shortenTimeout();
      await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL / 6);
    }
    expect(onSilence).toHaveBeenCalledOnce();
  });

  test('not before that minute is over', async () => {
    const { heartbeat, onSilence } = silentEngine();
    heartbeat.shortenTimeout();
    await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL - 1_000);
    expect(onSilence).not.toHaveBeenCalled();
  });

  test('never, once the watching has stopped', async () => {
    const { heartbeat, onSilence } = silentEngine();
    heartbeat.stop();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE * 2);
    expect(onSilence).not.toHaveBeenCalled();
  });
});

describe('a sign of life', () => {
  test('starts the silence anew', async () => {
    const { onSilence, speak } = silentEngine();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE - 5_000);
    speak();
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE - 5_000);
    expect(onSilence).not.toHaveBeenCalled();
  });

  test('gives back the long patience that a cancel took, until the next cancel', async () => {
    const { heartbeat, onSilence, speak } = silentEngine();
    heartbeat.shortenTimeout();
    speak();
    await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL * 3);
    expect(onSilence).not.toHaveBeenCalled();
    heartbeat.shortenTimeout();
    await vi.advanceTimersByTimeAsync(SILENCE_AFTER_CANCEL + 5_001);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  test('is asked for every five seconds', async () => {
    const { pings } = silentEngine();
    await vi.advanceTimersByTimeAsync(15_001);
    expect(pings).toEqual([{ kind: 'ping' }, { kind: 'ping' }, { kind: 'ping' }]);
  });
});
