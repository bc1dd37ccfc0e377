import type { IncomingMessage, ServerResponse } from 'node:http';
import { securityHeaders } from '../host/headers.ts';
import type { Page, PageFile } from '../host/page.ts';
import { type Guard, hasPass, isOurHost } from './guard.ts';
import { enteringPage, strangerPage, usedPage } from './plainPages.ts';

export interface Site {
  readonly guard: Guard;
  readonly page: Page;
  /** Whether this code lets a browser in; it does once. */
  redeem(code: string): boolean;
  /** Where a browser arrives that was let in: "/", or "/?app=...". */
  readonly landing: string;
}

export const refusals = {
  401: 'This browser was not let in. Open the newest address that the terminal shows.',
  403: 'This server answers only to its own address.',
  404: 'There is no such file.',
  405: 'This server only reads.',
  503: 'Too many windows are open. Close some.',
} as const;

/** Files of the page for browsers with a pass; a pass for those that bring a code; nothing for all others. */
export function answerRequest(site: Site, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const file = site.page.get(path);
  const code = /^\/open\/([\w-]{1,100})$/.exec(path)?.[1];
  if (!isOurHost(site.guard, request)) refuse(response, 403);
  else if (request.method !== 'GET' && (code !== undefined || request.method !== 'HEAD')) refuse(response, 405);
  else if (code !== undefined) enter(site, code, request, response);
  else if (!hasPass(site.guard, request)) show(response, 401, strangerPage);
  else if (file) sendFile(file, request, response);
  else refuse(response, 404);
}

/** A browser that is in already uses up no code: tabs that are opened from one address are all let in. */
function enter(
  { guard, redeem, landing }: Site,
  code: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Cache-Control', 'no-store');
  const wasIn = hasPass(guard, request);
  const isIn = wasIn || redeem(code);
  if (isIn && !wasIn) response.setHeader('Set-Cookie', guard.pass.issue());
  if (!isIn) show(response, 401, usedPage);
  else if (cameByItself(request)) response.writeHead(303, { Location: landing }).end();
  else show(response, 200, enteringPage(landing));
}

/** Typed, or opened by another program. After a link on another site a redirect would go without the cookie. */
function cameByItself({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-site'] === 'none' || headers['sec-fetch-site'] === 'same-origin';
}

function sendFile({ type, bytes }: PageFile, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function show(response: ServerResponse, status: 200 | 401, page: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}

function refuse(response: ServerResponse, status: 403 | 404 | 405): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(refusals[status]);
}
