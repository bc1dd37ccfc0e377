import { ArcspaceError } from '../../graph/problem.ts';
import { nameInModel } from '../networkFiles/modelFileErrors.ts';

const code = 'out-of-memory';

/**
 * As the runtime, CUDA, cuDNN, Direct3D, Dawn and Node say it. A card that was lost while it computed mostly lacked memory or time, and
 * less at once is what helps against both.
 */
const words =
  /allocat|out of (?:device )?memory|bad_alloc|not enough memory|insufficient memory|ALLOC_FAILED|CUDA failure 2\b|8007000E|887A000[567]|device (?:was |is )?(?:lost|removed|hung)|pthread_create failed|Invalid typed array length/i;

/** Whether a message of those that compute says that memory was lacking. */
export function saysOutOfMemory(detail: string): boolean {
  return words.test(detail);
}

export function outOfMemory(file: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    code,
    `There is not enough memory for ${nameInModel(file)}: ${detail}`,
    'Make smaller pictures or fewer frames at once, close other programs, or choose another device.',
    { file },
  );
}

/** Also of what Node says where it has no room for an array. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (thrown instanceof RangeError) return saysOutOfMemory(thrown.message);
  return thrown instanceof ArcspaceError && thrown.code === code;
}

/** Does what lacked memory once more when room was made. Only for what can be done twice. */
export async function withRoom<T>(work: () => Promise<T>, makeRoom: () => Promise<void>): Promise<T> {
  return work().catch(async (thrown) => {
    if (!isOutOfMemory(thrown)) throw thrown;
    await makeRoom();
    return work();
  });
}

/**
 * What the first of several ways gives for which there is memory; a way that gives nothing does not apply.
 * @throws ArcspaceError naming the file when there is none for any of them.
 */
export async function firstThatFits<T>(file: string, ways: readonly (() => Promise<T | undefined>)[]): Promise<T> {
  let lack: unknown;
  for (const way of ways) {
    const result = await way().catch((thrown) => {
      if (!isOutOfMemory(thrown)) throw thrown;
      lack = thrown;
      return undefined;
    });
    if (result !== undefined) return result;
  }
  throw lack instanceof ArcspaceError ? lack : outOfMemory(file, String(lack));
}
