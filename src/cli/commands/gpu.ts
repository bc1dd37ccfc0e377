import { SingleBar } from 'cli-progress';
import { installCudaProvider } from '../../engine/gpu/install.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';

const BAR = '{bar} {percentage}%  {value} of {total} MB  {eta_formatted} left';

/** Fetches the CUDA provider, with progress. @returns the exit code. */
export async function installGpu(): Promise<ExitCode> {
  const bar = new SingleBar({ format: BAR, stream: process.stderr, clearOnComplete: true, noTTYOutput: false });
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  let begun = false;
  try {
    const { changed, folder } = await installCudaProvider({
      signal: controller.signal,
      onProgress({ received, total }) {
        if (!begun) bar.start(megabytes(total ?? received), 0);
        begun = true;
        bar.update(megabytes(received));
      },
    });
    console.log(changed ? `Installed the CUDA provider in ${folder}.` : 'The CUDA provider is already installed.');
    console.log('Run "arcspace doctor" to see whether it works.');
    return exitCodes.done;
  } finally {
    bar.stop();
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
