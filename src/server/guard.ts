import type { IncomingMessage } from 'node:http';
import type { Pass } from './pass.ts';

/** The WebSocket subprotocol. */
export const SUBPROTOCOL = 'arcspace';

export interface Guard {
  /** Hosts that the server answers to, exactly. A page of another site whose name was rebound to 127.0.0.1 sends its own. */
  readonly hosts: ReadonlySet<string>;
  readonly pass: Pass;
}

export function createGuard(port: number, moreHosts: readonly string[], pass: Pass): Guard {
  return { hosts: new Set([`127.0.0.1:${port}`, `localhost:${port}`, ...moreHosts]), pass };
}

export function isOurHost({ hosts }: Guard, { headers }: IncomingMessage): boolean {
  return hosts.has(headers.host ?? '');
}

export function hasPass({ pass }: Guard, { headers }: IncomingMessage): boolean {
  return pass.isShown(headers.cookie);
}

/** Why a WebSocket is not opened, as an HTTP status; undefined when it may be. */
export function refuseUpgrade(guard: Guard, request: IncomingMessage): 403 | 404 | 401 | undefined {
  if (!isOurHost(guard, request)) return 403;
  if (request.url !== '/engine') return 404;
  const origin = request.headers.origin ?? '';
  if (![...guard.hosts].some((host) => origin === `http://${host}`)) return 403;
  return hasPass(guard, request) ? undefined : 401;
}
