import { z } from 'zod';

/** Where the program comes from, as its package.json says. */
export interface Origin {
  readonly version: string;
  /** Address of the newest release as JSON, in the form that GitHub gives it; none, and nothing is ever asked. */
  readonly releases?: string | undefined;
  readonly homepage?: string | undefined;
}

export interface Release {
  readonly version: string;
  readonly page: string;
}

const originSchema = z.object({
  version: z.string(),
  releases: z.string().optional(),
  homepage: z.string().optional(),
});

export const readOrigin = (manifest: string): Origin => originSchema.parse(JSON.parse(manifest));

const releaseSchema = z.object({ tag_name: z.string().max(100), html_url: z.string().max(2_000) });

/** The part of `fetch` that is used. */
type Get = (address: string, init: RequestInit) => Promise<Pick<Response, 'ok' | 'text'>>;

const LARGEST = 1_000_000;
const TIMEOUT = 10_000;
const DAY = 24 * 60 * 60 * 1000;

const numbersOf = (version: string): readonly number[] | undefined =>
  /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);

/** Whether one version is later than another. Previews are never offered. */
export function isLater(one: string, other: string): boolean {
  const [numbers, others] = [numbersOf(one), numbersOf(other)];
  if (!numbers || !others) return false;
  const first = numbers.findIndex((number, index) => number !== others[index]);
  return first >= 0 && (numbers[first] ?? 0) > (others[first] ?? 0);
}

/** The page of a release is one of the project: of the site that announces it, or of its homepage. */
function isOurs(page: string, { releases, homepage }: Origin): boolean {
  const site = URL.parse(page);
  const sites = [releases, homepage].map((address) => URL.parse(address ?? '')?.origin);
  return site?.protocol === 'https:' && sites.includes(site.origin);
}

/**
 * Asks which version is the newest. Nothing is sent but this one's number, and nothing is installed.
 * @returns a later release; undefined when there is none, or nobody can be asked
 */
export async function findUpdate(origin: Origin, get: Get): Promise<Release | undefined> {
  const { version, releases } = origin;
  if (URL.parse(releases ?? '')?.protocol !== 'https:' || releases === undefined) return undefined;
  try {
    const answer = await get(releases, {
      headers: { Accept: 'application/json', 'User-Agent': `Arcspace/${version}` },
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = answer.ok ? await answer.text() : '';
    if (text.length > LARGEST) return undefined;
    const { tag_name: tag, html_url: page } = releaseSchema.parse(JSON.parse(text));
    return isLater(tag, version) && isOurs(page, origin) ? { version: tag.replace(/^v/, ''), page } : undefined;
  } catch {
    // No connection, or an answer of another kind: it is asked again tomorrow.
    return undefined;
  }
}

/** Once a day, where it is wished and there is somebody to ask. */
export function isTimeToLook(
  { releases }: Origin,
  { looksForUpdates, lookedForUpdates }: { readonly looksForUpdates: boolean; readonly lookedForUpdates: number },
  now: number,
): boolean {
  return releases !== undefined && looksForUpdates && Math.abs(now - lookedForUpdates) >= DAY;
}
