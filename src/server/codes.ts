import { createHash, randomBytes } from 'node:crypto';

/** Codes that let a browser in, each once. */
export interface Codes {
  /** @param lifetime in milliseconds; until it is used otherwise */
  issue(lifetime?: number): string;
  /** Whether the code was good. It is not from now on. */
  redeem(code: string): boolean;
}

export function createCodes(now: () => number = Date.now): Codes {
  /** By digest, so that the time which a look-up takes tells nothing of a code. */
  const ends = new Map<string, number>();
  return {
    issue(lifetime = Number.POSITIVE_INFINITY) {
      const code = randomBytes(24).toString('base64url');
      ends.set(digest(code), now() + lifetime);
      return code;
    },
    redeem(code) {
      const end = ends.get(digest(code));
      ends.delete(digest(code));
      return end !== undefined && now() < end;
    },
  };
}

function digest(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}
