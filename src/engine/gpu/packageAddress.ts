import { ArcspaceError } from '../../graph/problem.ts';

/**
 * Where a package is fetched from: the address in the lock, or the same path at a mirror that ARCSPACE_CUDA_MIRROR names.
 * @throws ArcspaceError where that is no web address.
 */
export function packageAddress(url: string, mirror = process.env.ARCSPACE_CUDA_MIRROR?.trim()): string {
  if (!mirror) return url;
  if (!URL.canParse(mirror) || !/^https?:$/.test(new URL(mirror).protocol)) throw noAddress(mirror);
  return mirror.replace(/\/+$/, '') + new URL(url).pathname;
}

function noAddress(mirror: string): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `ARCSPACE_CUDA_MIRROR is "${mirror.slice(0, 200)}", which is no web address.`,
    'Set it to an address that begins with https://, or remove it.',
  );
}
