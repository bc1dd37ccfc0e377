import { securityHeaders } from '../host/headers.ts';
import type { Page } from '../host/page.ts';
import { originOf, PAGE_ORIGIN } from './ours.ts';

/** What the app's own scheme answers: files of the built page, looked up by name, with the same policy as in a browser. */
export function respond(page: Page, request: Pick<Request, 'method' | 'url'>): Response {
  const file = originOf(request.url) === PAGE_ORIGIN ? page.get(new URL(request.url).pathname) : undefined;
  if (request.method !== 'GET' || !file) return new Response(null, { status: 404, headers: securityHeaders });
  return new Response(new Uint8Array(file.bytes), { headers: { ...securityHeaders, 'Content-Type': file.type } });
}
