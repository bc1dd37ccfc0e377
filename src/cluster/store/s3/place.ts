import { ArcspaceError } from '../../../graph/problem.ts';

/** Where in S3 a store is. */
export interface S3Place {
  readonly bucket: string;
  /** What the names of all of its objects begin with: empty, or ending in "/". */
  readonly prefix: string;
}

export function isS3(store: string): boolean {
  return store.startsWith('s3:');
}

/** Reads "s3://BUCKET" and "s3://BUCKET/PREFIX". @throws ArcspaceError `usage`. */
export function parsePlace(store: string): S3Place {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?$/.exec(store) ?? [];
  const parts = prefix.split('/').filter((part) => part !== '');
  if (bucket === undefined || parts.some((part) => /^\.+$/.test(part))) {
    throw new ArcspaceError(
      'usage',
      'What --store names is neither a folder nor a place in S3.',
      'Write s3://BUCKET or s3://BUCKET/PREFIX, with letters, digits, "-", "_", "." and "/". Keys go to the environment.',
    );
  }
  return { bucket, prefix: parts.map((part) => `${part}/`).join('') };
}
