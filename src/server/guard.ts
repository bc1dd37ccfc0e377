import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The WebSocket subprotocol; a second one carries the key, because browsers let a page set nothing else. */
export const SUBPROTOCOL = 'arcspace';
const KEY_PREFIX = 'key.';

export interface Guard {
  /** Hosts that the server answers to, exactly. A page of another site whose name was rebound to 127.0.0.1 sends its own. */
  readonly hosts: ReadonlySet<string>;
  /** Random for each start; whoever knows it is the user who read it on the terminal. */
  readonly key: string;
}

export function createGuard(
  port: number,
  moreHosts: readonly string[],
  key = randomBytes(24).toString('base64url'),
): Guard {
  return { hosts: new Set([`127.0.0.1:${port}`, `localhost:${port}`, ...moreHosts]), key };
}

export function isOurHost(guard: Guard, request: IncomingMessage): boolean {
  return guard.hosts.has(request.headers.host ?? '');
}

/** Why a WebSocket is not opened, as an HTTP status; undefined when it may be. */
export function refuseUpgrade(guard: Guard, request: IncomingMessage): 403 | 404 | 401 | undefined {
  if (!isOurHost(guard, request)) return 403;
  if (request.url !== '/engine') return 404;
  const origin = request.headers.origin ?? '';
  if (![...guard.hosts].some((host) => origin === `http://${host}`)) return 403;
  return hasKey(guard, request) ? undefined : 401;
}

function hasKey(guard: Guard, request: IncomingMessage): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const key = offered.find((protocol) => protocol.startsWith(KEY_PREFIX))?.slice(KEY_PREFIX.length) ?? '';
  return timingSafeEqual(digest(key), digest(guard.key));
}

/** Of equal length, whatever was offered. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
