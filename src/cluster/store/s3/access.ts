import { homedir } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../../../engine/files/readTextFile.ts';
import { ArcspaceError } from '../../../graph/problem.ts';

/** What lets one into S3. Never printed. */
export interface S3Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** Of a server other than Amazon's, such as "http://127.0.0.1:9000". */
  readonly endpoint?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;
type Values = ReadonlyMap<string, string>;

/**
 * Reads what the programs of Amazon read too: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION and
 * AWS_ENDPOINT_URL_S3, else what ~/.aws/credentials and ~/.aws/config say of the profile in AWS_PROFILE.
 * @throws ArcspaceError `store-access` where there are no keys.
 */
export async function readAccess(variables: Variables = process.env): Promise<S3Access> {
  const profile = variables.AWS_PROFILE || 'default';
  const [keys, config] = await Promise.all([
    profileIn(variables.AWS_SHARED_CREDENTIALS_FILE ?? homeFile('credentials'), profile),
    profileIn(variables.AWS_CONFIG_FILE ?? homeFile('config'), profile === 'default' ? profile : `profile ${profile}`),
  ]);
  const isInEnvironment = variables.AWS_ACCESS_KEY_ID !== undefined;
  const own = isInEnvironment ? keysInEnvironment(variables) : keysInFile(keys, config);
  if (!own.accessKeyId || !own.secretAccessKey) throw noKeys();
  const { accessKeyId, secretAccessKey, sessionToken } = own;
  const region = variables.AWS_REGION || variables.AWS_DEFAULT_REGION || keys.get('region') || config.get('region');
  const endpoint = variables.AWS_ENDPOINT_URL_S3 || variables.AWS_ENDPOINT_URL || config.get('endpoint_url');
  return {
    accessKeyId,
    secretAccessKey,
    region: region || 'us-east-1',
    ...(sessionToken && { sessionToken }),
    ...(endpoint && { endpoint: readEndpoint(endpoint) }),
  };
}

const homeFile = (name: string): string => join(homedir(), '.aws', name);

type Keys = { readonly [Name in 'accessKeyId' | 'secretAccessKey' | 'sessionToken']: string | undefined };

function keysInEnvironment(variables: Variables): Keys {
  return {
    accessKeyId: variables.AWS_ACCESS_KEY_ID,
    secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
    sessionToken: variables.AWS_SESSION_TOKEN,
  };
}

function keysInFile(keys: Values, config: Values): Keys {
  const value = (name: string): string | undefined => keys.get(name) ?? config.get(name);
  return {
    accessKeyId: value('aws_access_key_id'),
    secretAccessKey: value('aws_secret_access_key'),
    sessionToken: value('aws_session_token'),
  };
}

/** The values of a "[section]" in an INI file; none where it is not there. */
async function profileIn(file: string, section: string): Promise<Values> {
  const text = await readTextFile(file).catch(() => '');
  const values = new Map<string, string>();
  let isIn = false;
  for (const line of text.split(/\r?\n/)) {
    const head = /^\[\s*(.+?)\s*\]/.exec(line)?.[1];
    if (head !== undefined) isIn = head === section;
    const [, name, value] = /^([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isIn && name !== undefined && value !== undefined) values.set(name, value);
  }
  return values;
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url.href.replace(/\/$/, '');
  const remedy = 'Write http://HOST:PORT or https://HOST in AWS_ENDPOINT_URL_S3.';
  throw new ArcspaceError('usage', 'The address of the S3 server is no address.', remedy);
}

function noKeys(): ArcspaceError {
  return new ArcspaceError(
    'store-access',
    'There are no keys for the store in S3.',
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials in AWS_PROFILE.',
  );
}
