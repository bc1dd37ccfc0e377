import { ArcspaceError } from '../../graph/problem.ts';

/** Where a queue is, and what lets one in. Nothing here is ever printed. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
}

const REDIS_PORT = 6379;

/**
 * Reads "redis://HOST:PORT" or "rediss://HOST:PORT", with "USER:PASSWORD@" before the host and "/NUMBER" of a database behind.
 * @param secret the password where the address has none: other users of a machine see the arguments of its programs
 * @throws ArcspaceError `usage`, which does not repeat the address.
 */
export function parseAddress(text: string, secret: string | undefined): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOne = url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '';
  if (!isOne || !/^(\/\d*)?$/.test(url.pathname) || url.search !== '' || url.hash !== '') throw noAddress();
  const username = decoded(url.username);
  const password = decoded(url.password) || secret;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? REDIS_PORT : Number(url.port),
    db: Number(url.pathname.slice(1)),
    tls: url.protocol === 'rediss:',
    ...(username && { username }),
    ...(password && { password }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw noAddress();
  }
}

function noAddress(): ArcspaceError {
  return new ArcspaceError(
    'usage',
    'This is not the address of a queue.',
    'Write redis://HOST:PORT, or rediss://HOST:PORT for an encrypted connection.',
  );
}
