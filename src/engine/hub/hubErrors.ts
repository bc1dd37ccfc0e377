import { ArcspaceError } from '../../graph/problem.ts';
import { unexpected } from '../download/sourceErrors.ts';
import type { HubSettings } from './hubSettings.ts';

/** What the hub says of an answer that is none, in headers. */
export interface Refusal {
  readonly status: number;
  /** "GatedRepo", "RepoNotFound", "EntryNotFound", ... */
  readonly code: string;
  readonly url: string;
}

/** Why the hub does not give something that will not be there in a moment either. */
export function refusalOf({ status, code, url }: Refusal, { endpoint, token }: HubSettings): ArcspaceError {
  const repo = repoIn(url, endpoint);
  const page = `${endpoint}/${repo}`;
  const host = new URL(endpoint).host;
  if (code === 'GatedRepo') return token ? notAccepted(repo, page) : gated(repo, page, endpoint);
  if (code === 'RevisionNotFound') return noRevision(repo);
  if (code === 'EntryNotFound') return noEntry(repo, url);
  if (status === 401 && token && code !== 'RepoNotFound') return tokenRefused(host, endpoint);
  if (status === 401 || status === 404 || code === 'RepoNotFound') return noRepository(repo, host, token, endpoint);
  if (status === 403) return notAccepted(repo, page);
  return unexpected(new URL(url).host, `it answered with status ${status}`);
}

/** "owner/name" in an address of the API or of a file. */
function repoIn(url: string, endpoint: string): string {
  const path = url.startsWith(endpoint) ? url.slice(endpoint.length + 1) : new URL(url).pathname.slice(1);
  const inApi = /^api\/models\/(.+?)\/(?:revision|tree)\//.exec(path);
  return inApi?.[1] ?? path.split('/resolve/')[0] ?? path;
}

function tokenWords(endpoint: string): string {
  return `Make a token at ${endpoint}/settings/tokens and put it into HF_TOKEN, or store it with "hf auth login"`;
}

function gated(repo: string, page: string, endpoint: string): ArcspaceError {
  return new ArcspaceError(
    'gated-model',
    `${repo} can only be downloaded by those who have accepted its licence.`,
    `Sign in and accept the licence at ${page}. ${tokenWords(endpoint)}, then try again.`,
  );
}

function notAccepted(repo: string, page: string): ArcspaceError {
  return new ArcspaceError(
    'gated-model',
    `Your token may not download ${repo}: its licence is not accepted yet, or the token does not allow it.`,
    `Accept the licence at ${page}, and let the token read gated repositories (a "read" token does). Some authors answer after days.`,
  );
}

function tokenRefused(host: string, endpoint: string): ArcspaceError {
  return new ArcspaceError(
    'hub-token',
    `${host} does not accept your token. It may have expired.`,
    `${tokenWords(endpoint)}, or remove the old one: most models need none.`,
  );
}

function noRepository(repo: string, host: string, token: string | undefined, endpoint: string): ArcspaceError {
  return new ArcspaceError(
    'no-repository',
    `There is no model ${repo} on ${host}, or it is private.`,
    token
      ? 'Check the spelling. If it is private, use a token of an account that may see it.'
      : `Check the spelling. If it is private: ${tokenWords(endpoint)}.`,
  );
}

function noRevision(repo: string): ArcspaceError {
  return new ArcspaceError(
    'no-repository',
    `${repo} no longer has the version that was asked for.`,
    'Start again with its newest version: delete what is left of an unfinished download first.',
  );
}

function noEntry(repo: string, url: string): ArcspaceError {
  const file = decodeURIComponent(/\/resolve\/[^/]+\/(.+?)(?:\?|$)/.exec(url)?.[1] ?? 'the file');
  return new ArcspaceError(
    'hub-changed',
    `${repo} has no file ${file}.`,
    'Check the spelling, or look at its page: the author may have renamed it.',
  );
}
