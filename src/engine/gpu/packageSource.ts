import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import type { ProviderFiles } from './providerFiles.ts';

export type Fetch = (url: string, init?: { signal?: AbortSignal }) => Promise<Response>;

export interface PackageAddress {
  readonly url: string;
  /** Base64, as the source publishes it. */
  readonly sha512: string;
  readonly bytes: number | undefined;
}

const indexSchema = z.looseObject({ resources: z.array(z.looseObject({ '@id': z.url(), '@type': z.string() })) });
const leafSchema = z.looseObject({ catalogEntry: z.url() });
const entrySchema = z.looseObject({
  packageHash: z.string().optional(),
  packageHashAlgorithm: z.string().optional(),
  packageSize: z.number().optional(),
});

/**
 * Where the package lies and what it must hash to. Both come from the service index that onnxruntime-node names, in
 * the words of the NuGet server API.
 * @throws ArcspaceError when the source cannot be reached, answers something else, or publishes no checksum.
 */
export async function findPackage(files: ProviderFiles, fetch: Fetch, signal: AbortSignal): Promise<PackageAddress> {
  const { packageName, version } = files;
  const { resources } = await getJson(files.index, indexSchema, fetch, signal);
  const addressOf = (type: string) => resources.find((resource) => resource['@type'] === type)?.['@id'];
  const packages = addressOf('PackageBaseAddress/3.0.0');
  const registrations = addressOf('RegistrationsBaseUrl/3.6.0') ?? addressOf('RegistrationsBaseUrl');
  if (!packages || !registrations) throw unexpected(files.index, 'it names no packages');
  const leaf = await getJson(`${registrations}${packageName}/${version}.json`, leafSchema, fetch, signal);
  const entry = await getJson(leaf.catalogEntry, entrySchema, fetch, signal);
  if (entry.packageHashAlgorithm !== 'SHA512' || !entry.packageHash) throw noChecksum(packageName, version);
  const url = `${packages}${packageName}/${version}/${packageName}.${version}.nupkg`;
  return { url, sha512: entry.packageHash, bytes: entry.packageSize };
}

async function getJson<S extends z.ZodType>(
  url: string,
  schema: S,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<z.output<S>> {
  const response = await get(url, fetch, signal);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw unexpected(url, 'it is not the JSON that was requested');
  return parsed.data;
}

/** @throws ArcspaceError unless the address is https and answers with success. */
export async function get(url: string, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  if (new URL(url).protocol !== 'https:') throw unexpected(url, 'its address is not https');
  const response = await fetch(url, { signal }).catch((thrown) => {
    signal.throwIfAborted();
    throw unreachable(url, reason(thrown));
  });
  if (!response.ok) throw unreachable(url, `it answered ${response.status} ${response.statusText}`.trim());
  return response;
}

/** `fetch` says only "fetch failed" and puts the reason into the cause. */
function reason(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return cause instanceof Error ? cause.message : String(cause);
}

export function unreachable(url: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'source-unreachable',
    `The package source ${new URL(url).host} cannot be used: ${why}. Nothing was changed.`,
    'Check the network connection and the proxy. Everything works on the CPU too.',
  );
}

function unexpected(url: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'source-unexpected',
    `The package source ${new URL(url).host} sent an unexpected answer: ${why}. Nothing was changed.`,
    'A proxy may be changing what the source sends. Try another network.',
  );
}

function noChecksum(name: string, version: string): ArcspaceError {
  return new ArcspaceError(
    'no-checksum',
    `The package source publishes no SHA-512 checksum for ${name} ${version}, so the download could not be checked.`,
    'Nothing was downloaded. Try again later.',
  );
}
