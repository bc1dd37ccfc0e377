import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Name of the first NVIDIA GPU that the driver knows, undefined without a driver. */
export async function nvidiaName(): Promise<string | undefined> {
  try {
    const query = ['--query-gpu=name', '--format=csv,noheader'];
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 3000 });
    return stdout.split('\n')[0]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
