import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Name of the first NVIDIA GPU that the driver knows, undefined without a driver. */
export function nvidiaName(): Promise<string | undefined> {
  return ofFirstCard('name');
}

/** Bytes of its memory. */
export async function nvidiaMemory(): Promise<number | undefined> {
  const mebibytes = Number(await ofFirstCard('memory.total'));
  return mebibytes > 0 ? mebibytes * 2 ** 20 : undefined;
}

async function ofFirstCard(property: string): Promise<string | undefined> {
  try {
    const query = [`--query-gpu=${property}`, '--format=csv,noheader,nounits'];
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 3000 });
    return stdout.split('\n')[0]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
