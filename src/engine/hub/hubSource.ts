import { ArcspaceError } from '../../graph/problem.ts';

/** What is asked for: a repository, or one file of it. */
export interface HubSource {
  /** "owner/name", or "name" for the oldest ones. */
  readonly repo: string;
  readonly file?: string;
  /** A branch, a tag or a commit. */
  readonly revision?: string;
}

const repoPattern = /^[A-Za-z0-9_][\w.-]*(?:\/[\w.-]*\w)?$/;
const longestName = 96;

/** Pages that links are copied from, whatever hub is asked. */
const pageHosts = ['huggingface.co', 'hf.co', 'www.huggingface.co'];

/**
 * Reads "owner/name", "owner/name:file.safetensors", or the address of a repository or a file on the hub's pages.
 * @throws ArcspaceError for anything else.
 */
export function parseHubSource(text: string, endpoint: string): HubSource {
  const trimmed = text.trim();
  const source = /^https?:\/\//i.test(trimmed) ? fromAddress(trimmed, endpoint) : fromName(trimmed);
  if (isRepository(source.repo)) return source;
  throw notUnderstood(text);
}

/** As the user would type it. */
export function formatHubSource({ repo, file }: HubSource): string {
  return file === undefined ? repo : `${repo}:${file}`;
}

function fromName(text: string): HubSource {
  const colon = text.indexOf(':');
  if (colon < 0) return { repo: text };
  const file = text.slice(colon + 1);
  if (file === '') throw notUnderstood(text);
  return { repo: text.slice(0, colon), file };
}

/** "https://huggingface.co/owner/name/blob/main/folder/file.safetensors" */
function fromAddress(text: string, endpoint: string): HubSource {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = [...pageHosts, new URL(endpoint).hostname];
  if (!url || !known.includes(url.hostname)) throw notUnderstood(text);
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const verb = parts.findIndex((part, index) => index > 0 && ['blob', 'resolve', 'tree', 'raw'].includes(part));
  if (verb < 0) return { repo: parts.join('/') };
  const [revision, ...file] = parts.slice(verb + 1);
  return {
    repo: parts.slice(0, verb).join('/'),
    ...(revision !== undefined && { revision }),
    ...(file.length > 0 && parts[verb] !== 'tree' && { file: file.join('/') }),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isRepository(repo: string): boolean {
  return repoPattern.test(repo) && repo.length <= longestName && !/\.\.|--|\.git$/.test(repo);
}

function notUnderstood(text: string): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `"${text.slice(0, 200)}" names no repository of a hub.`,
    'Write OWNER/NAME, or OWNER/NAME:FILE for one file of it, or paste the address of its page.',
  );
}
