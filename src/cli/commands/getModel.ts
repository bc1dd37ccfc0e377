import type { Engine } from '../../engine/createEngine.ts';
import { noRoom } from '../../engine/download/freeBytes.ts';
import { createTimeLeft } from '../../engine/download/timeLeft.ts';
import { type DownloadChoice, type DownloadPlan, type DownloadRequest, fits } from '../../protocol/downloads.ts';
import { agreed } from '../agreed.ts';
import { createDownloadBar, type DownloadReport } from '../downloadBar.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { openEngine } from '../openEngine.ts';
import { planLines, sizeWords } from '../planLines.ts';

export interface GetModelOptions {
  readonly workspace?: string;
  readonly precision: DownloadRequest['precision'];
  readonly name?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Downloads a model or a LoRA from the hub, once the user has seen what it is. @returns the exit code. */
export async function getModel(source: string, options: GetModelOptions): Promise<ExitCode> {
  const engine = openEngine(options);
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once('SIGINT', cancel);
  try {
    return await get(engine, { source, precision: options.precision, name: options.name }, options, stop.signal);
  } finally {
    process.off('SIGINT', cancel);
    await engine.close();
  }
}

async function get(
  { downloader }: Engine,
  request: DownloadRequest,
  { json, yes }: GetModelOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const planned = await downloader.look(request, signal);
  if (!planned.record) return say(planned.choices, request.source, json);
  const plan = await downloader.plan(planned.record);
  if (json) console.log(JSON.stringify({ type: 'plan', ...plan }));
  else for (const line of planLines(plan)) console.log(line);
  if (!fits(plan)) throw noRoom(plan.target, plan.total - plan.kept, plan.free ?? 0);
  if (!yes && !(await agreed(signal))) return exitCodes.cancelled;
  const report = json ? jsonLines(plan) : createDownloadBar(plan.total);
  try {
    const timeLeft = createTimeLeft();
    await downloader.fetch(planned.record, {
      signal,
      progress: (received, file) => report.progress(received, file, timeLeft(received, plan.total)),
      waiting: report.waiting,
    });
  } catch (thrown) {
    report.stop();
    if (!signal.aborted) throw thrown;
    console.error(`Stopped. What was fetched is kept: the same command goes on from there.`);
    return exitCodes.cancelled;
  }
  report.stop();
  if (json) console.log(JSON.stringify({ type: 'done', name: plan.name, kind: plan.kind, path: plan.target }));
  else console.log(`${plan.name} is in ${plan.target}.`);
  return exitCodes.done;
}

function say(choices: readonly DownloadChoice[], source: string, json: boolean | undefined): ExitCode {
  if (json) {
    console.log(JSON.stringify({ type: 'choices', choices }));
    return exitCodes.usage;
  }
  console.log(`${source} has several models. Get one of them:`);
  for (const each of choices) console.log(`  ${sizeWords(each.bytes).padStart(8)}  arcspace models get ${each.source}`);
  return exitCodes.usage;
}

function jsonLines({ total }: DownloadPlan): DownloadReport {
  let last = -Infinity;
  return {
    progress(received, file, secondsLeft) {
      if (performance.now() - last < 500) return;
      last = performance.now();
      console.log(JSON.stringify({ type: 'progress', received, total, file, secondsLeft: secondsLeft ?? null }));
    },
    waiting: (reason, seconds) => console.log(JSON.stringify({ type: 'waiting', reason, seconds })),
    stop() {},
  };
}
