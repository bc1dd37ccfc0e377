import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import type { Checksum, RemoteFile } from '../download/remoteFile.ts';
import { unexpected } from '../download/sourceErrors.ts';
import { relativeParts } from '../files/containment.ts';
import type { Hub } from './hub.ts';
import type { HubSource } from './hubSource.ts';

/** A file of it. */
export type RepositoryFile = RemoteFile;

/** A repository at one commit: what is asked for later is asked for at this one, whatever its author does meanwhile. */
export interface Repository {
  readonly repo: string;
  readonly commit: string;
  /** Its page, for people. */
  readonly page: string;
  /** "openrail++", "apache-2.0", ...; null where the author names none. */
  readonly licence: string | null;
  readonly tags: readonly string[];
  readonly files: readonly RepositoryFile[];
}

/** More than any model has; a list without end is not waited for. */
const mostFiles = 50_000;

const cardSchema = z.looseObject({
  license: z.union([z.string(), z.array(z.string())]).optional(),
  license_name: z.string().optional(),
});
const sha256 = /^[0-9a-f]{64}$/;
const sha1 = /^[0-9a-f]{40}$/;

/** @throws ArcspaceError where there is no such repository, or this user may not see it. */
export async function readRepository(hub: Hub, source: HubSource, signal?: AbortSignal): Promise<Repository> {
  // 1 MB of code that only downloads need.
  const { listFiles, modelInfo } = await import('@huggingface/hub');
  const { repo, revision } = source;
  const common = { hubUrl: hub.endpoint, fetch: fetchOf(hub, signal) };
  const info = await modelInfo({
    ...common,
    name: repo,
    ...(revision !== undefined && { revision }),
    additionalFields: ['sha', 'cardData', 'tags'],
  });
  if (!sha1.test(info.sha)) throw unexpected(hostOf(hub), `it names no commit of ${repo}`);
  const files: RepositoryFile[] = [];
  for await (const entry of listFiles({ ...common, repo: info.name, revision: info.sha, recursive: true })) {
    if (entry.type !== 'file') continue;
    if (files.length === mostFiles) throw tooMany(repo);
    files.push(fileOf(entry, hub, repo));
  }
  return {
    repo: info.name,
    commit: info.sha,
    page: `${hub.endpoint}/${info.name}`,
    licence: licenceOf(info.cardData, info.tags ?? []),
    tags: info.tags ?? [],
    files,
  };
}

/** Where the bytes of a file are, at the commit of the repository. */
export function addressOf(endpoint: string, repo: string, commit: string, path: string): string {
  return `${endpoint}/${repo}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** For the hub's own client: it asks the hub and nobody else, as we do. */
function fetchOf(hub: Hub, signal: AbortSignal | undefined): typeof globalThis.fetch {
  return async (input, init) => {
    const url = String(input);
    if (new URL(url).origin !== new URL(hub.endpoint).origin) {
      throw unexpected(hostOf(hub), 'its list of files goes on at another host');
    }
    const headers = Object.fromEntries(new Headers(init?.headers));
    return (await hub.insist(url, { headers, signal })).response;
  };
}

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly oid?: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

function fileOf({ path, size, oid, lfs }: Listed, hub: Hub, repo: string): RepositoryFile {
  const bytes = lfs?.size ?? size;
  const checksum: Checksum = lfs ? { kind: 'sha256', value: lfs.oid } : { kind: 'git', value: oid ?? '' };
  const isWhole = (checksum.kind === 'sha256' ? sha256 : sha1).test(checksum.value);
  if (isWhole && Number.isSafeInteger(bytes) && bytes >= 0) return { path: safePath(path, repo), bytes, checksum };
  throw unexpected(hostOf(hub), `it names no size or checksum for ${path} in ${repo}`);
}

/** @throws ArcspaceError for a name that would lie outside of the folder that it is downloaded to. */
function safePath(path: string, repo: string): string {
  try {
    return relativeParts(path).join('/');
  } catch (thrown) {
    const why = thrown instanceof ArcspaceError ? thrown.message : String(thrown);
    throw new ArcspaceError(
      'hub-hostile',
      `${repo} has a file name that is not safe: ${why}`,
      'Nothing was downloaded. Do not use this repository; report it to the hub.',
    );
  }
}

function licenceOf(card: unknown, tags: readonly string[]): string | null {
  const parsed = cardSchema.safeParse(card);
  const { license, license_name: name } = parsed.success ? parsed.data : {};
  const named = Array.isArray(license) ? license.join(', ') : license;
  const tagged = tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
  return name ?? named ?? tagged ?? null;
}

function hostOf(hub: Hub): string {
  return new URL(hub.endpoint).host;
}

function tooMany(repo: string): ArcspaceError {
  return new ArcspaceError(
    'source-unexpected',
    `${repo} lists more than ${mostFiles.toLocaleString('en')} files, more than any model has.`,
    'Name one file of it: OWNER/NAME:FILE. Or use another repository.',
  );
}
