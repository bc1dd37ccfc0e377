import { AwsClient } from 'aws4fetch';
import { sha256 } from '../../../engine/files/sha256.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { S3Access } from './access.ts';
import type { S3Place } from './place.ts';

/** A part of an object that S3 has: what it is called there. */
export interface SentPart {
  readonly number: number;
  readonly tag: string;
}

/** An object that is sent in parts. S3 keeps them, unseen, until it is complete or abandoned. */
export interface PartUpload {
  /** @param number from 1 @param hash sha256 of the body: S3 takes nothing else */
  put(number: number, body: Blob, hash: string, signal?: AbortSignal): Promise<SentPart>;
  complete(parts: readonly SentPart[]): Promise<void>;
  abandon(): Promise<void>;
}

/** The objects below a prefix of a bucket. */
export interface Bucket {
  has(name: string): Promise<boolean>;
  /** @returns undefined where it is not there. */
  get(name: string, signal?: AbortSignal): Promise<Response | undefined>;
  /** @param hash sha256 of the body: S3 takes nothing else */
  put(name: string, body: Blob, hash: string, signal?: AbortSignal): Promise<void>;
  /** For what is too large to be put at once. */
  beginParts(name: string, signal?: AbortSignal): Promise<PartUpload>;
  /** Says of what breaks while it is read that the store is away. */
  fail(thrown: unknown): never;
}

/** Tries after the first: S3 asks to come again when it is busy. The last one waits for some seconds. */
const MOST_RETRIES = 6;

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** @throws ArcspaceError `store-access`, `no-store` or `store-away`. */
export async function openBucket({ bucket, prefix }: S3Place, access: S3Access): Promise<Bucket> {
  const { endpoint, ...own } = access;
  const client = new AwsClient({ ...own, service: 's3', retries: MOST_RETRIES });
  const root = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${own.region}.amazonaws.com`;

  const ask: Ask = async (method, place, init = {}) => {
    const { hash = EMPTY, ...others } = init;
    const asked = { ...others, method, headers: { 'x-amz-content-sha256': hash } };
    const response = await client.fetch(`${root}/${place}`, asked).catch((thrown) => {
      others.signal?.throwIfAborted();
      return fail(thrown);
    });
    if (response.status === 403 || response.status === 401) throw denied();
    if (response.ok || response.status === 404) return response;
    throw away(`it answers ${response.status}`);
  };

  const look = await ask('GET', '?list-type=2&max-keys=1');
  await look.body?.cancel();
  if (look.status === 404) throw noBucket();
  return {
    async has(name) {
      return (await ask('HEAD', prefix + name)).ok;
    },
    async get(name, signal) {
      const response = await ask('GET', prefix + name, { signal: signal ?? null });
      if (response.ok) return response;
      await response.body?.cancel();
      return undefined;
    },
    async put(name, body, hash, signal) {
      const response = await ask('PUT', prefix + name, { body, hash, signal: signal ?? null });
      await response.body?.cancel();
      if (!response.ok) throw noBucket();
    },
    async beginParts(name, signal) {
      const begun = await ask('POST', `${prefix}${name}?uploads=`, { signal: signal ?? null });
      const id = /<UploadId>([^<]+)<\/UploadId>/.exec(await begun.text().catch(fail))?.[1];
      if (!begun.ok) throw noBucket();
      if (id === undefined) throw away('it takes no parts');
      return partUpload(ask, `${prefix}${name}`, id);
    },
    fail,
  };
}

type Ask = (method: string, place: string, init?: RequestInit & { readonly hash?: string }) => Promise<Response>;

function partUpload(ask: Ask, place: string, id: string): PartUpload {
  const upload = `uploadId=${encodeURIComponent(id)}`;
  return {
    async put(number, body, hash, signal) {
      const response = await ask('PUT', `${place}?partNumber=${number}&${upload}`, {
        body,
        hash,
        signal: signal ?? null,
      });
      await response.body?.cancel();
      const tag = response.headers.get('etag');
      if (!response.ok || tag === null) throw away('it has forgotten the parts that it was sent');
      return { number, tag };
    },
    async complete(parts) {
      const listed = parts.map(
        ({ number, tag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${tag}</ETag></Part>`,
      );
      const body = `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`;
      const response = await ask('POST', `${place}?${upload}`, { body, hash: sha256(body) });
      // S3 may say only after "200" that it has failed.
      const said = await response.text().catch(fail);
      if (!said.includes('<CompleteMultipartUploadResult')) throw away('it does not put the parts together');
    },
    async abandon() {
      const response = await ask('DELETE', `${place}?${upload}`);
      await response.body?.cancel();
    },
  };
}

function fail(thrown: unknown): never {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  throw away(cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection broke');
}

function away(why: string): ArcspaceError {
  const remedy = 'Check the network, and the server in AWS_ENDPOINT_URL_S3 where it is not that of Amazon.';
  return new ArcspaceError('store-away', `The store in S3 cannot be reached: ${why}.`, remedy);
}

function denied(): ArcspaceError {
  return new ArcspaceError(
    'store-access',
    'The store in S3 does not accept these keys.',
    'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION. They need to list the bucket, and to read and write its objects.',
  );
}

function noBucket(): ArcspaceError {
  return new ArcspaceError('no-store', 'There is no such bucket in S3.', 'Create it, or correct --store.');
}
