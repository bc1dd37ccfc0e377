import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';

/** Which hub is asked, and as whom. */
export interface HubSettings {
  /** "https://huggingface.co", without a slash at its end. */
  readonly endpoint: string;
  readonly token: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The hub and the token of this user, found as the hub's own tools find them: HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH, HF_HOME,
 * HF_HUB_DISABLE_IMPLICIT_TOKEN, HF_HUB_OFFLINE.
 * @throws ArcspaceError where the environment names no usable address, or forbids the network.
 */
export async function hubSettings(environment: Environment = process.env): Promise<HubSettings> {
  if (isOn(environment.HF_HUB_OFFLINE)) throw offline();
  return { endpoint: endpointOf(environment.HF_ENDPOINT), token: await tokenOf(environment) };
}

function endpointOf(named: string | undefined): string {
  const text = named?.trim() || 'https://huggingface.co';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new ArcspaceError(
    'usage',
    `HF_ENDPOINT is "${text.slice(0, 200)}", which is no web address.`,
    'Set it to an address such as https://huggingface.co, or remove it.',
  );
}

async function tokenOf(environment: Environment): Promise<string | undefined> {
  if (isOn(environment.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return undefined;
  const named = clean(environment.HF_TOKEN) ?? clean(environment.HUGGING_FACE_HUB_TOKEN);
  return named ?? clean(await readFile(tokenFile(environment), 'utf8').catch(() => undefined));
}

/** Where `hf auth login` keeps the token. */
export function tokenFile(environment: Environment = process.env): string {
  const cache = environment.XDG_CACHE_HOME ?? join(environment.HOME ?? homedir(), '.cache');
  return environment.HF_TOKEN_PATH ?? join(environment.HF_HOME ?? join(cache, 'huggingface'), 'token');
}

function clean(token: string | undefined): string | undefined {
  return token?.replace(/\s/g, '') || undefined;
}

function isOn(value: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(value ?? '');
}

function offline(): ArcspaceError {
  return new ArcspaceError(
    'hub-offline',
    'HF_HUB_OFFLINE is set, so nothing is downloaded.',
    'Remove HF_HUB_OFFLINE from the environment to download models.',
  );
}
