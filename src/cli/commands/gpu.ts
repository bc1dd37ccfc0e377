import { setFlagsFromString } from 'node:v8';
import { createTimeLeft } from '../../engine/download/timeLeft.ts';
import { type CudaRuntime, createCudaRuntime } from '../../engine/gpu/cudaRuntime.ts';
import { noRoomFor } from '../../engine/gpu/installRuntime.ts';
import type { GpuRuntime } from '../../protocol/gpu.ts';
import { agreed } from '../agreed.ts';
import { createDownloadBar } from '../downloadBar.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { sizeWords } from '../planLines.ts';

export interface InstallGpuOptions {
  readonly yes?: boolean;
  readonly repair?: boolean;
}

const next = 'Run "arcspace doctor" to see what computes.';

/** Installs the CUDA libraries, once the user has seen what they are. @returns the exit code. */
export async function installGpu(options: InstallGpuOptions, runtime = createCudaRuntime()): Promise<ExitCode> {
  const state = await runtime.state();
  if (state.state === 'unsupported' || (state.state === 'installed' && !options.repair)) {
    console.log(state.words);
    if (state.state === 'installed') console.log(next);
    return exitCodes.done;
  }
  for (const line of stateLines(state)) console.log(line);
  if (state.free !== null && state.needed > state.free) throw noRoomFor(state.folder, state.needed, state.free);
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once('SIGINT', cancel);
  try {
    if (!options.yes && !(await agreed(stop.signal))) return exitCodes.cancelled;
    return await install(runtime, state.total, options.repair ?? false, stop.signal);
  } finally {
    process.off('SIGINT', cancel);
  }
}

async function install(runtime: CudaRuntime, total: number, repair: boolean, signal: AbortSignal): Promise<ExitCode> {
  useLittleMemory();
  const bar = createDownloadBar(total);
  const timeLeft = createTimeLeft();
  try {
    await runtime.install(
      {
        signal,
        progress: (received, file) => bar.progress(received, file, timeLeft(received, total)),
        waiting: bar.waiting,
      },
      repair,
    );
  } catch (thrown) {
    bar.stop();
    if (!signal.aborted) throw thrown;
    console.error('Stopped. What was fetched is kept: the same command goes on from there.');
    return exitCodes.cancelled;
  }
  bar.stop();
  console.log((await runtime.state()).words);
  console.log(next);
  return exitCodes.done;
}

/**
 * Gigabytes pass through in small pieces. Node's parser of HTTP is WebAssembly, and compiling it anew for speed takes 25 MB; pieces that
 * are done with pile up as far as the space for young objects may grow.
 */
function useLittleMemory(): void {
  setFlagsFromString('--liftoff-only');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Deletes the CUDA libraries. @returns the exit code. */
export async function removeGpu(runtime = createCudaRuntime()): Promise<ExitCode> {
  const { folder, state, words } = await runtime.state();
  if (state === 'unsupported') {
    console.log(words);
    return exitCodes.done;
  }
  const freed = await runtime.remove();
  console.log(freed > 0 ? `Deleted the CUDA runtime in ${folder}: ${sizeWords(freed)} are free again.` : words);
  return exitCodes.done;
}

function stateLines({ words, total, kept, size, free, folder, licences }: GpuRuntime): string[] {
  const rows = [
    ['Size', `${sizeWords(total)} to download, ${sizeWords(size)} on the disk`],
    ...(kept > 0 ? [['Here', `${sizeWords(kept)} of the download from earlier`]] : []),
    ['Free', free === null ? 'not known' : sizeWords(free)],
    ['Goes to', folder],
    ...licences.map(({ covers, name, page }) => ['Terms', `${covers}: ${name} (${page})`]),
  ];
  return [words, ...rows.map(([name, value]) => `  ${name?.padEnd(8)} ${value}`)];
}
