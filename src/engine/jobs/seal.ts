import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readSecret } from '../../host/secret.ts';

/** Tells what this user's programs have written on this machine from what came with a workspace from elsewhere. */
export interface Seal {
  put(text: string): string;
  /** @param sealed text that may have a seal behind it. */
  open(sealed: string): { readonly text: string; readonly isOwn: boolean };
}

/** JSON holds no tab as it is. */
const BETWEEN = '\t';

/** HMAC-SHA256 (RFC 2104) of a text, behind it. */
export function createSeal(secret: Uint8Array): Seal {
  const sumOf = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    put: (text) => `${text}${BETWEEN}${sumOf(text)}`,
    open(sealed) {
      const at = sealed.lastIndexOf(BETWEEN);
      const text = at < 0 ? sealed : sealed.slice(0, at);
      return { text, isOwn: at >= 0 && isSame(sealed.slice(at + 1), sumOf(text)) };
    },
  };
}

/**
 * The seal of this user on this machine, read when it is needed first.
 * @param folder of what this user's programs keep about the machine; without one that can be written the seal is good while this process lives.
 */
export function machineSeal(folder: string | undefined): () => Promise<Seal> {
  let seal: Promise<Seal> | undefined;
  const read = async (): Promise<Seal> => {
    const kept = folder === undefined ? undefined : await readSecret(folder, 'queue-secret').catch(() => undefined);
    return createSeal(kept ?? randomBytes(32));
  };
  return () => {
    seal ??= read();
    return seal;
  };
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
