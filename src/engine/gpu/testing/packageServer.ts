import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipSync } from 'fflate';
import type { RuntimeLock, Wheel } from '../lock.ts';

/** What a server does with a request in place of answering it. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse, content: Buffer) => boolean;

export interface PackageServer {
  /** For ARCSPACE_CUDA_MIRROR. */
  readonly address: string;
  readonly lock: RuntimeLock;
  /** Paths that were asked for, with the range. */
  readonly asked: string[];
  /** Decides about each request from now on. */
  misbehave(how: Misbehaviour): void;
  close(): Promise<void>;
}

/** The files of each wheel, by their names in the runtime's folder. */
export type Wheels = Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;

/** A package index's file server with wheels of a made-up runtime, and the lock that goes with them. */
export async function startPackageServer(wheels: Wheels, onnxruntime: string): Promise<PackageServer> {
  const contents = new Map<string, Buffer>();
  const locked = Object.entries(wheels).map(([name, files]) => lockWheel(name, files, contents));
  const asked: string[] = [];
  let misbehaves: Misbehaviour = () => false;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(`${path} ${request.headers.range ?? ''}`);
    const content = contents.get(path);
    if (!content) return void response.writeHead(404).end();
    if (!misbehaves(request, response, content)) send(request, response, content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lock: { onnxruntime, cuda: '13', wheels: locked },
    asked,
    misbehave(how) {
      misbehaves = how;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** What the server would answer; a part where one is asked for. */
export function send(request: IncomingMessage, response: ServerResponse, content: Buffer): void {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = `bytes ${from}-${content.length - 1}/${content.length}`;
  response.writeHead(206, { 'content-range': range, 'content-length': content.length - from });
  response.end(content.subarray(from));
}

function lockWheel(name: string, files: Readonly<Record<string, Uint8Array>>, contents: Map<string, Buffer>): Wheel {
  const inside = (file: string) => `${name}/lib/${file}`;
  const zipped = Object.entries(files).map(([file, bytes]) => [inside(file), bytes]);
  const wheel = Buffer.from(
    zipSync({ ...Object.fromEntries(zipped), 'unwanted.py': Buffer.from('pass') }, { level: 1 }),
  );
  const path = `/packages/${name}-1.0-py3-none-manylinux_x86_64.whl`;
  contents.set(path, wheel);
  return {
    package: name,
    version: '1.0',
    url: `https://packages.example${path}`,
    sha256: sha256(wheel),
    bytes: wheel.length,
    files: Object.entries(files).map(([file, bytes]) => {
      return { name: file, path: inside(file), bytes: bytes.length, sha256: sha256(bytes) };
    }),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
