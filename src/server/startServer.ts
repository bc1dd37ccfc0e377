import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ArcspaceError } from '../graph/problem.ts';
import { securityHeaders } from '../host/headers.ts';
import { type Page, readPage } from '../host/page.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { createRelay } from '../protocol/relay.ts';
import { createGuard, type Guard, isOurHost, refuseUpgrade, SUBPROTOCOL } from './guard.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  readonly engine: EngineClient;
  /** Tried first; a free one otherwise. Undefined takes the usual one. */
  readonly port?: number | undefined;
  /** More hosts that the server answers to, "localhost:8000" where a tunnel ends. */
  readonly hosts?: readonly string[];
}

export interface RunningServer {
  /** With the key: opens the editor. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const USUAL_PORT = 4477;
/** A dropped picture of 256 MiB and the words around it. */
const LARGEST_MESSAGE = 272 * 1024 * 1024;

/** The page over HTTP and the engine over a WebSocket, on 127.0.0.1 only. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const http = createServer();
  const port = await listen(http, options.port);
  const guard = createGuard(port, options.hosts ?? []);
  const sockets = createSockets(options.engine);
  const page = readPage(options.page);
  http.on('request', (request, response) => answerRequest(guard, page, request, response));
  http.on('upgrade', (request, socket, head) => upgrade(guard, sockets, request, socket, head));
  return {
    url: `http://127.0.0.1:${port}/#${guard.key}`,
    port,
    close: () => close(http, sockets),
  };
}

async function listen(http: Server, wanted: number | undefined): Promise<number> {
  try {
    return await listenOn(http, wanted ?? USUAL_PORT);
  } catch (thrown) {
    if (wanted === undefined) return listenOn(http, 0);
    throw new ArcspaceError(
      'port-taken',
      `Port ${wanted} cannot be used: ${thrown instanceof Error ? thrown.message : thrown}.`,
      'Choose another with --port, or leave it out.',
    );
  }
}

function listenOn(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}

function createSockets(engine: EngineClient): WebSocketServer {
  const relay = createRelay(engine);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  sockets.on('connection', (socket) => {
    socket.binaryType = 'arraybuffer';
    // A message that breaks the WebSocket protocol or its limit: `ws` closes the socket itself.
    socket.on('error', () => {});
    relay.attach(socketPort(socket));
  });
  return sockets;
}

function answerRequest(guard: Guard, page: Page, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const file = page.get((request.url ?? '').split('?', 1)[0] ?? '');
  if (!isOurHost(guard, request)) refuse(response, 403);
  else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405);
  else if (!file) refuse(response, 404);
  else {
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes.byteLength });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }
}

function refuse(response: ServerResponse, status: 403 | 404 | 405): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(WORDS[status]);
}

const WORDS = {
  401: 'This address needs the key that the terminal shows.',
  403: 'This server answers only to its own address.',
  404: 'There is no such file.',
  405: 'This server only reads.',
} as const;

function upgrade(guard: Guard, sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const status = refuseUpgrade(guard, request);
  if (status === undefined) {
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    return;
  }
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${WORDS[status]}\n`);
}

async function close(http: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}
