import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a browser that was let in shows from then on: a cookie that no script can read and no other site can send. */
export interface Pass {
  /** Value of a `Set-Cookie` header. It ends with the browser's session. */
  issue(): string;
  /** @param cookies the `Cookie` header of a request */
  isShown(cookies: string | undefined): boolean;
}

const MONTH = 30 * 24 * 60 * 60 * 1000;

/**
 * Browsers send cookies to every port of a machine: the name keeps those of several hosts apart, and the signature makes
 * one worth nothing at another port. The secret outlives this process, so that an open page goes on after a restart.
 */
export function createPass(secret: Uint8Array, port: number, now: () => number = Date.now): Pass {
  const name = `arcspace-${port}`;
  const sign = (claim: string): string => createHmac('sha256', secret).update(`${name} ${claim}`).digest('base64url');
  return {
    issue() {
      const claim = `${now()}.${randomBytes(12).toString('base64url')}`;
      return `${name}=${claim}.${sign(claim)}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isShown(cookies = '') {
      const values = cookies.split(';').map((cookie) => cookie.trim().split('='));
      return values.some(([own, value = '']) => {
        const [issued = '', nonce = '', signature = ''] = value.split('.');
        const age = now() - Number(issued);
        return own === name && sameText(signature, sign(`${issued}.${nonce}`)) && age >= 0 && age < MONTH;
      });
    },
  };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
