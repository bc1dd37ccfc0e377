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
    const finished = await start(script, message.provider);
    engine.postMessage({ kind: 'probe-ended', id: message.id, finished } satisfies Message);
  });
}

/** The probe in a utility process of its own. */
function startUtilityProbe(script: string, provider: string): Promise<FinishedProbe> {
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
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      clearTimeout(timer);
      const how = late ? lateProbe() : `ended with code ${code}`;
      resolve({ output: output?.() ?? '', errors: errors?.() ?? '', how });
    }),
  );
}
