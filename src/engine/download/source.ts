import { ArcspaceError } from '../../graph/problem.ts';
import { createPatience, pauses, pausesBeforeHeard, type Wait, waitFor } from './patience.ts';
import { busy, PassingFault, unexpected, unreachable } from './sourceErrors.ts';

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that is one, and what the source said of it before it sent the client elsewhere. */
export interface Answer {
  readonly response: Response;
  /** X-Linked-Size, X-Repo-Commit and the like, from the source itself. */
  readonly said: Headers;
}

/** Where files are fetched from. */
export interface Source {
  /** One try. @throws PassingFault for what may be over in a moment, ArcspaceError for what will not. */
  ask(url: string, options?: RequestOptions): Promise<Answer>;
  /** As many as it takes, within reason. */
  insist(url: string, options?: RequestOptions): Promise<Answer>;
  /** The bytes of an answer as they come. @throws PassingFault where the connection is lost, or silent for too long. */
  bodyOf(response: Response, url: string, signal?: AbortSignal | undefined): AsyncGenerator<Uint8Array>;
  readonly wait: Wait;
}

export interface Transport {
  readonly fetch?: typeof globalThis.fetch;
  readonly wait?: Wait;
  /** Milliseconds in which nothing comes, after which a connection counts as lost. */
  readonly silence?: number;
}

/** Who it is. */
export interface Home {
  /** An address of it. */
  readonly endpoint: string;
  /** Sent to itself, and to nobody that it sends us to. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Why it does not give something that will not be there in a moment either. */
  refusal?(response: Response, url: string): ArcspaceError;
  /** What else helps where it is busy, and where something unexpected comes. */
  readonly hints?: { readonly busy?: string; readonly unexpected?: string };
}

const usualSilence = 60_000;
const mostRedirects = 10;
const redirects = [301, 302, 303, 307, 308];

/** Talks to a source, following it to where it sends us. */
export function createSource(home: Home, transport: Transport = {}): Source {
  const { fetch = globalThis.fetch, wait = waitFor, silence = usualSilence } = transport;
  const { origin } = new URL(home.endpoint);
  const isHome = (url: string): boolean => new URL(url).origin === origin;
  const strange = (url: string, why: string) => unexpected(new URL(url).host, why, home.hints?.unexpected);

  let wasHeard = false;

  async function send(url: string, { headers, signal }: RequestOptions): Promise<Response> {
    const own = isHome(url) ? home.headers : {};
    const silent = new AbortController();
    const request = fetch(url, {
      headers: { 'user-agent': 'arcspace', 'accept-encoding': 'identity', ...headers, ...own },
      redirect: 'manual',
      signal: AbortSignal.any([silent.signal, ...(signal ? [signal] : [])]),
    });
    try {
      const response = await heard(request, silence);
      wasHeard = true;
      return response;
    } catch (thrown) {
      silent.abort();
      signal?.throwIfAborted();
      throw new PassingFault(unreachable(url, reasonOf(thrown)));
    }
  }

  async function ask(url: string, options: RequestOptions = {}): Promise<Answer> {
    let at = url;
    const said = new Headers();
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const response = await send(at, options);
      if (isHome(at)) response.headers.forEach((value, name) => void said.set(name, value));
      if (!redirects.includes(response.status)) return { response: await requireSuccess(response, at), said };
      await response.body?.cancel();
      at = nextAddress(at, response);
    }
    throw strange(url, 'it sends too many redirects');
  }

  function nextAddress(from: string, response: Response): string {
    const location = response.headers.get('location');
    const next = location && URL.canParse(location, from) ? new URL(location, from) : undefined;
    if (!next || !/^https?:$/.test(next.protocol)) throw strange(from, 'it sends the request to no web address');
    if (from.startsWith('https:') && next.protocol === 'http:') {
      throw strange(from, 'it sends the request to an address that is not encrypted');
    }
    return next.href;
  }

  async function requireSuccess(response: Response, url: string): Promise<Response> {
    if (response.ok) return response;
    const { status, headers } = response;
    await response.body?.cancel();
    if (status === 408 || status === 429 || status >= 500) {
      throw new PassingFault(busy(url, status, home.hints?.busy), pauseOf(headers));
    }
    if (isHome(url) && home.refusal) throw home.refusal(response, url);
    // An address that was given for a while, and is over: the source gives a new one.
    if (!isHome(url) && (status === 401 || status === 403))
      throw new PassingFault(strange(url, `it answered ${status}`));
    throw strange(url, `it answered with status ${status}`);
  }

  async function insist(url: string, options: RequestOptions = {}): Promise<Answer> {
    const patience = createPatience(wait, undefined, () => (wasHeard ? pauses : pausesBeforeHeard));
    for (;;) {
      try {
        return await ask(url, options);
      } catch (thrown) {
        await patience.after(thrown, options.signal);
      }
    }
  }
  return { ask, insist, wait, bodyOf: (response, url, signal) => readBody(response, url, silence, signal) };
}

async function* readBody(
  { body }: Response,
  url: string,
  silence: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await heard(reader.read(), silence);
      if (done) return;
      yield value;
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    throw new PassingFault(unreachable(url, reasonOf(thrown)));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What is read, unless nothing comes for too long. */
async function heard<T>(read: Promise<T>, silence: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    // Where this thread was at work for long, what came meanwhile is heard first.
    timer = setTimeout(() => {
      timer = setTimeout(() => reject(new Error(`nothing came for ${silence / 1000} seconds`)), 1000);
    }, silence);
  });
  try {
    return await Promise.race([read, silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds, from Retry-After or the hub's own RateLimit ("api";r=0;t=55). */
function pauseOf(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) {
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
    if (Number.isFinite(seconds)) return Math.max(0, seconds);
  }
  const limit = /;\s*t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
  return limit === undefined ? undefined : Number(limit);
}

/** `fetch` says only "fetch failed" and puts the reason into the cause. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof ArcspaceError) return thrown.message;
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const text = cause instanceof Error ? cause.message || cause.name : String(cause);
  return text.replace(/\.$/, '');
}
