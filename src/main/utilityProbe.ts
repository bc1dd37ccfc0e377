import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type UtilityProcess, utilityProcess } from 'electron';
import { type Message, parseMessage } from '../protocol/message.ts';
import { type FinishedProbe, keepTail, lateProbe, PROBE_TIMEOUT } from '../protocol/probeProcess.ts';

/** Starts the process of a probe whenever the engine asks for one: a utility process cannot start another itself. */
export function answerProbes(
  engine: Pick<UtilityProcess, 'on' | 'postMessage'>,
  script: string,
  start = startUtilityProbe,
): void {
  engine.on('message', async (raw) => {
    const message = parseMessage(raw);
    if (message?.kind !== 'start-probe') return;
    const finished = await start(script, message.provider).catch(notStarted);
    engine.postMessage({ kind: 'probe-ended', id: message.id, finished } satisfies Message);
  });
}

function notStarted(thrown: unknown): FinishedProbe {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return { output: '', errors: '', how: `was not started: ${why}` };
}

/** What a process wrote last may arrive after its end, in so many milliseconds. */
const LAST_WORDS = 1000;

async function ended(stream: NodeJS.ReadableStream | null): Promise<void> {
  if (!stream?.readable) return;
  await Promise.race([once(stream, 'end').catch(() => undefined), delay(LAST_WORDS)]);
}

/** The probe in a utility process of its own. */
async function startUtilityProbe(script: string, provider: string): Promise<FinishedProbe> {
  const child = utilityProcess.fork(script, [provider], {
    serviceName: 'Arcspace device probe',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = [child.stdout, child.stderr].map((stream) =>
    keepTail(stream as Parameters<typeof keepTail>[0]),
  );
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill();
  }, PROBE_TIMEOUT);
  const code = await new Promise<number>((resolve) => void child.once('exit', resolve));
  clearTimeout(timer);
  await Promise.all([child.stdout, child.stderr].map(ended));
  return { output: output?.() ?? '', errors: errors?.() ?? '', how: late ? lateProbe() : `ended with code ${code}` };
}
