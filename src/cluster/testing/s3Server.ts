import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of the test's own S3. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'Geheim/4711+x' };

/** What a store needs of S3, on loopback: objects of one bucket, for those who sign with the right key (AWS Signature Version 4). */
export interface S3Server {
  readonly endpoint: string;
  /** By name. */
  readonly objects: Map<string, Buffer>;
  /** What is done with requests before they are answered; "break" sends half of an object. */
  readonly faults: ('busy' | 'break')[];
  close(): Promise<void>;
}

const BUCKET = 'arcspace-test';

export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const faults: S3Server['faults'] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    answer(request, response, Buffer.concat(pieces), { objects, faults });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Reply = readonly [status: number, content?: string | Buffer];

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { objects, faults }: Pick<S3Server, 'objects' | 'faults'>,
): void {
  const [status, content = ''] = faults[0] === 'busy' ? [503] : replyTo(request, body, objects);
  const fault = status === 503 || (status === 200 && request.method === 'GET') ? faults.shift() : undefined;
  response.writeHead(status, { 'content-length': content.length });
  if (fault === 'break') response.write(content.slice(0, content.length / 2), () => response.destroy());
  else response.end(request.method === 'HEAD' ? '' : content);
}

function replyTo(request: IncomingMessage, body: Buffer, objects: S3Server['objects']): Reply {
  const { pathname, search } = new URL(request.url ?? '', 'http://s3');
  const [, bucket, ...rest] = pathname.split('/');
  if (!isSigned(request, pathname, search)) return [403, '<Code>SignatureDoesNotMatch</Code>'];
  if (bucket !== BUCKET) return [404, '<Code>NoSuchBucket</Code>'];
  const name = rest.join('/');
  if (name === '') return [200, '<ListBucketResult/>'];
  if (request.method === 'PUT') return put(request, body, name, objects);
  const object = objects.get(name);
  return object ? [200, object] : [404];
}

function put({ headers }: IncomingMessage, body: Buffer, name: string, objects: S3Server['objects']): Reply {
  const hash = createHash('sha256').update(body).digest('hex');
  if (hash !== headers['x-amz-content-sha256']) return [400, '<Code>XAmzContentSHA256Mismatch</Code>'];
  objects.set(name, body);
  return [200];
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** "Create a signed AWS API request", docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function isSigned({ method, headers }: IncomingMessage, path: string, search: string): boolean {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    );
  const [, key, day = '', region = '', signed = '', signature] = said ?? [];
  if (key !== S3_KEYS.AWS_ACCESS_KEY_ID) return false;
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}\n`);
  const query = search.slice(1).split('&').sort().join('&');
  const canonical = [method, path, query, lines.join(''), signed, headers['x-amz-content-sha256']].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n');
  const parts = [day, region, 's3', 'aws4_request'];
  const own = parts.reduce<string | Buffer>(hmac, `AWS4${S3_KEYS.AWS_SECRET_ACCESS_KEY}`);
  return hmac(own as Buffer, toSign).toString('hex') === signature;
}
