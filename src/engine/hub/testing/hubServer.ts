import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository of the test hub. */
export interface TestRepository {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What the hub lists in place of what a file holds. */
  readonly listed?: Readonly<Record<string, { readonly size?: number; readonly sha256?: string }>>;
  /** Only for those with the token who have accepted the licence. */
  readonly gated?: boolean;
  readonly private?: boolean;
  readonly licence?: string;
}

/** A request, and what was sent for it. */
export interface Transfer {
  /** "hub" or "storage". */
  readonly host: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
  readonly status: number;
  /** Bytes of the body that were handed to the connection. */
  sent: number;
}

/** What goes wrong with an answer of the storage. */
export type Fault =
  | { readonly kind: 'reset' | 'short'; readonly after: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Knows no ranges. */
  | { readonly kind: 'whole' };

export interface HubServer {
  readonly endpoint: string;
  readonly token: string;
  readonly transfers: readonly Transfer[];
  /** A new version of a repository; those before stay under their commits. */
  publish(repo: string, content: TestRepository): void;
  /** Asked before each answer; undefined lets all go well. */
  fail(fault: (host: 'hub' | 'storage', path: string) => Fault | undefined): void;
  /** Where large files lie; "hub" for an address that leads back to the hub in circles. */
  redirect(to: 'storage' | 'circle'): void;
  /** Bytes a second of what is asked for from now on; as fast as it goes otherwise. */
  slow(bytesPerSecond: number): void;
  close(): Promise<void>;
}

export interface HubServerOptions {
  /** Files from this size on lie in the storage, as those of Git LFS. */
  readonly large?: number;
  /** Files on one page of a list. */
  readonly page?: number;
}

/** Bytes that are sent at once. */
const piece = 16 * 1024;

/** A server that speaks as the hub does, and one beside it that holds the large files, at another port. */
export async function startHubServer({ large = 4096, page = 5 }: HubServerOptions = {}): Promise<HubServer> {
  /** The newest version of each last. */
  const repositories = new Map<string, TestRepository[]>();
  const transfers: Transfer[] = [];
  const token = 'hf_for-tests';
  let fault: Parameters<HubServer['fail']>[0] = () => undefined;
  let circle = false;
  let speed = Infinity;

  const hub = createServer((request, response) => void answerHub(request, response));
  const storage = createServer((request, response) => void answerStorage(request, response));
  const endpoint = await listen(hub);
  const storageAddress = await listen(storage);

  function note(host: string, request: IncomingMessage, status: number): Transfer {
    const { authorization, range } = request.headers;
    const transfer = { host, path: request.url ?? '', authorization, range, status, sent: 0 };
    transfers.push(transfer);
    return transfer;
  }

  function refuse(request: IncomingMessage, response: ServerResponse, status: number, code = ''): void {
    note('hub', request, status);
    response.writeHead(status, { 'x-error-code': code, 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: code }));
  }

  function isFaulty(
    host: 'hub' | 'storage',
    request: IncomingMessage,
    response: ServerResponse,
  ): Fault | 'answered' | undefined {
    const found = fault(host, request.url ?? '');
    if (found?.kind !== 'status') return found;
    note(host, request, found.status);
    response.writeHead(found.status, found.headers).end();
    return 'answered';
  }

  async function answerHub(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', endpoint);
    const found = isFaulty('hub', request, response);
    if (found === 'answered') return;
    const [, repo = '', what = '', rest = ''] =
      /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/(.+)$/.exec(pathname) ??
      /^\/([^/]+\/[^/]+)\/(resolve)\/(.+)$/.exec(pathname) ??
      [];
    const versions = repositories.get(repo) ?? [];
    const signedIn = request.headers.authorization === `Bearer ${token}`;
    if (request.headers.authorization && !signedIn) return refuse(request, response, 401);
    if (versions.length === 0 || (versions.at(-1)?.private && !signedIn)) {
      return refuse(request, response, 401, 'RepoNotFound');
    }
    const [revision = '', ...path] = rest.split('/').map(decodeURIComponent);
    const isNewest = ['HEAD', 'main'].includes(revision);
    const repository = isNewest ? versions.at(-1) : versions.findLast((each) => commitOf(each) === revision);
    if (!repository) return refuse(request, response, 404, 'RevisionNotFound');
    const commit = commitOf(repository);
    if (what === 'revision') return json(request, response, infoOf(repo, repository, commit));
    if (what === 'tree') return list(request, response, repository, Number(searchParams.get('cursor') ?? 0));
    if (repository.gated && !signedIn) return refuse(request, response, 401, 'GatedRepo');
    const file = path.join('/');
    const content = repository.files[file];
    if (!content) return refuse(request, response, 404, 'EntryNotFound');
    const headers = { 'x-repo-commit': commit, etag: `"${gitHash(content)}"` };
    if (content.length < large) return send('hub', request, response, content, headers, found);
    note('hub', request, 302);
    const to = circle
      ? `${endpoint}${pathname}`
      : `${storageAddress}/${sha256(content)}?name=${encodeURIComponent(file)}`;
    const linked = repository.listed?.[file]?.size ?? content.length;
    response.writeHead(302, {
      ...headers,
      location: to,
      'x-linked-size': linked,
      'x-linked-etag': `"${sha256(content)}"`,
    });
    response.end();
  }

  async function answerStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = isFaulty('storage', request, response);
    if (found === 'answered') return;
    const hash = new URL(request.url ?? '/', storageAddress).pathname.slice(1);
    const all = [...repositories.values()].flat().flatMap(({ files }) => Object.values(files));
    const content = all.find((each) => sha256(each) === hash);
    if (content) await send('storage', request, response, content, { etag: `"${hash}"` }, found);
    else response.writeHead(404).end();
  }

  function json(request: IncomingMessage, response: ServerResponse, content: unknown, headers = {}): void {
    note('hub', request, 200);
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content));
  }

  function list(request: IncomingMessage, response: ServerResponse, repository: TestRepository, cursor: number): void {
    const entries = Object.entries(repository.files).map(([path, content]) => {
      const listed = repository.listed?.[path];
      const size = listed?.size ?? content.length;
      const isLarge = content.length >= large;
      const lfs = { oid: listed?.sha256 ?? sha256(content), size, pointerSize: 134 };
      return { type: 'file', path, size, oid: gitHash(content), ...(isLarge && { lfs }) };
    });
    const url = new URL(request.url ?? '/', endpoint);
    url.searchParams.set('cursor', String(cursor + page));
    const next = cursor + page < entries.length ? { link: `<${url.href}>; rel="next"` } : {};
    json(request, response, entries.slice(cursor, cursor + page), next);
  }

  async function send(
    host: string,
    request: IncomingMessage,
    response: ServerResponse,
    content: Uint8Array,
    headers: Record<string, string>,
    found: Fault | undefined,
  ): Promise<void> {
    const range = found?.kind === 'whole' ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const first = Number(range?.[1] ?? 0);
    const last = Math.min(content.length - 1, range?.[2] ? Number(range[2]) : content.length - 1);
    if (range && first >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    const transfer = note(host, request, range ? 206 : 200);
    const body = content.subarray(first, last + 1);
    const about = range && { 'content-range': `bytes ${first}-${last}/${content.length}` };
    response.writeHead(range ? 206 : 200, { ...headers, ...about, 'content-length': body.length });
    const until = found?.kind === 'reset' || found?.kind === 'short' ? Math.min(found.after, body.length) : body.length;
    const pace = speed;
    while (transfer.sent < until && !response.destroyed) {
      const part = body.subarray(transfer.sent, Math.min(until, transfer.sent + piece));
      transfer.sent += part.length;
      await new Promise((written) => response.write(part, written));
      if (pace < Infinity) await new Promise((go) => setTimeout(go, (part.length / pace) * 1000));
    }
    if (until === body.length) response.end();
    else if (found?.kind === 'reset') response.socket?.resetAndDestroy();
    else response.socket?.end();
  }

  return {
    endpoint,
    token,
    transfers,
    publish: (repo, content) => void repositories.set(repo, [...(repositories.get(repo) ?? []), content]),
    fail(next) {
      fault = next;
    },
    redirect(to) {
      circle = to === 'circle';
    },
    slow(bytesPerSecond) {
      speed = bytesPerSecond;
    },
    async close() {
      await Promise.all([hub, storage].map(closed));
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** Another one whenever a file has changed. */
function commitOf({ files }: TestRepository): string {
  const hash = createHash('sha1');
  for (const [path, content] of Object.entries(files)) hash.update(path).update(content);
  return hash.digest('hex');
}

function infoOf(
  repo: string,
  { gated = false, private: hidden = false, licence }: TestRepository,
  sha: string,
): unknown {
  return {
    _id: 'id',
    id: repo,
    sha,
    private: hidden,
    gated: gated && 'manual',
    downloads: 1,
    likes: 1,
    lastModified: '2026-01-01T00:00:00.000Z',
    tags: licence === undefined ? [] : [`license:${licence}`],
    cardData: licence === undefined ? {} : { license: licence },
  };
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function gitHash(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
