import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of the test's own S3. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'Geheim/4711+x' };

/** What a store needs of S3, on loopback: objects of one bucket, for those who sign with the right key (AWS Signature Version 4). */
export interface S3Server {
  readonly endpoint: string;
  /** By name. */
  readonly objects: Map<string, Buffer>;
  /** What was begun in parts and is neither complete nor abandoned: its parts by number, by the name of the upload. */
  readonly uploads: Map<string, Map<number, Buffer>>;
  /** What is done with requests before they are answered; "break" sends half of an object. */
  readonly faults: ('busy' | 'break')[];
  /** Called when a part comes, before it is kept. */
  atPart: () => void;
  close(): Promise<void>;
}

const BUCKET = 'arcspace-test';

export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const uploads: S3Server['uploads'] = new Map();
  const faults: S3Server['faults'] = [];
  const kept: Kept = { objects, uploads, faults, atPart: () => {} };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    answer(request, response, Buffer.concat(pieces), kept);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(kept, {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

type Kept = Omit<S3Server, 'endpoint' | 'close'>;
type Reply = readonly [status: number, content?: string | Buffer, headers?: OutgoingHttpHeaders];

function answer(request: IncomingMessage, response: ServerResponse, body: Buffer, kept: Kept): void {
  const { faults } = kept;
  const [status, content = '', headers = {}]: Reply = faults[0] === 'busy' ? [503] : replyTo(request, body, kept);
  const fault = status === 503 || (status === 200 && request.method === 'GET') ? faults.shift() : undefined;
  response.writeHead(status, { ...headers, 'content-length': content.length });
  if (fault === 'break') response.write(content.slice(0, content.length / 2), () => response.destroy());
  else response.end(request.method === 'HEAD' ? '' : content);
}

function replyTo(request: IncomingMessage, body: Buffer, kept: Kept): Reply {
  const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://s3');
  const [, bucket, ...rest] = pathname.split('/');
  if (!isSigned(request, pathname, search)) return [403, '<Code>SignatureDoesNotMatch</Code>'];
  if (bucket !== BUCKET) return [404, '<Code>NoSuchBucket</Code>'];
  const name = rest.join('/');
  if (name === '') return [200, '<ListBucketResult/>'];
  if (sha256(body) !== request.headers['x-amz-content-sha256']) return [400, '<Code>XAmzContentSHA256Mismatch</Code>'];
  if (searchParams.has('uploads') || searchParams.has('uploadId')) {
    return replyToParts(request.method ?? '', { name, body, searchParams }, kept);
  }
  if (request.method === 'PUT') kept.objects.set(name, body);
  const object = kept.objects.get(name);
  return object ? [200, request.method === 'PUT' ? '' : object] : [404];
}

interface PartRequest {
  readonly name: string;
  readonly body: Buffer;
  readonly searchParams: URLSearchParams;
}

function replyToParts(method: string, { name, body, searchParams }: PartRequest, kept: Kept): Reply {
  const { objects, uploads } = kept;
  const id = searchParams.get('uploadId') ?? `${name} ${uploads.size}/+=`;
  if (searchParams.has('uploads')) uploads.set(id, new Map());
  if (searchParams.has('uploads')) return [200, `<UploadId>${id}</UploadId>`];
  if (method === 'PUT') kept.atPart();
  const parts = uploads.get(id);
  if (!parts) return [404, '<Code>NoSuchUpload</Code>'];
  if (method === 'PUT') {
    parts.set(Number(searchParams.get('partNumber')), body);
    return [200, '', { etag: `"${sha256(body)}"` }];
  }
  uploads.delete(id);
  if (method === 'DELETE') return [204];
  const listed = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)];
  const isWhole = listed.length === parts.size && listed.every(([, number, tag]) => tagOf(parts, number) === tag);
  if (!isWhole) return [400, '<Code>InvalidPart</Code>'];
  objects.set(name, Buffer.concat(listed.map(([, number]) => parts.get(Number(number)) as Buffer)));
  return [200, '<CompleteMultipartUploadResult/>'];
}

function tagOf(parts: ReadonlyMap<number, Buffer>, number: string | undefined): string | undefined {
  const part = parts.get(Number(number));
  return part && sha256(part);
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

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
