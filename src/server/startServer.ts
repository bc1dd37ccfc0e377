import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ArcspaceError } from '../graph/problem.ts';
import { type Page, readPage } from '../host/page.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { createRelay } from '../protocol/relay.ts';
import { answerRequest, refusals, type Site } from './answerRequest.ts';
import { clientPort } from './clientPort.ts';
import { createCodes } from './codes.ts';
import { createGuard, type Guard, refuseUpgrade, SUBPROTOCOL } from './guard.ts';
import { createPass } from './pass.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  /** Folder with a page of the user's own, which is found under /guest/. */
  readonly guest?: string | undefined;
  readonly engine: EngineClient;
  /** Tried first; a free one otherwise. Undefined takes the usual one. */
  readonly port?: number | undefined;
  /** More hosts that the server answers to, "localhost:8000" where a tunnel ends. */
  readonly hosts?: readonly string[];
  /** Signs the passes of browsers: with the same one as before open pages go on. A random one otherwise. */
  readonly secret?: Uint8Array | undefined;
  /** Told the next address whenever the one before was used. */
  readonly announce?: (address: string) => void;
  /** The workflow that is shown first, in the app view: its path as the editor knows it. */
  readonly app?: string | undefined;
}

export interface RunningServer {
  /** Lets one browser in. */
  readonly url: string;
  readonly port: number;
  /** Another address that lets one browser in, within so many milliseconds. */
  shortLivedAddress(lifetime: number): string;
  close(): Promise<void>;
}

const USUAL_PORT = 4477;
/** A dropped picture of 256 MiB and the words around it. */
const LARGEST_MESSAGE = 272 * 1024 * 1024;
/** Windows at once, of all browsers. */
const MOST_CLIENTS = 64;

/** The page over HTTP and the engine over a WebSocket, on 127.0.0.1 only. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const http = createServer();
  const port = await listen(http, options.port);
  const guard = createGuard(port, options.hosts ?? [], createPass(options.secret ?? randomBytes(32), port));
  const sockets = createSockets(options.engine);
  const addresses = createAddresses(port, options.announce);
  const site: Site = { guard, page: pagesOf(options), redeem: addresses.redeem, landing: landingOf(options) };
  http.on('request', (request, response) => answerRequest(site, request, response));
  http.on('upgrade', (request, socket, head) => upgrade(guard, sockets, request, socket, head));
  return {
    url: addresses.printed(),
    port,
    shortLivedAddress: addresses.shortLived,
    close: () => close(http, sockets),
  };
}

function pagesOf({ page, guest }: ServerOptions): Page {
  const own = readPage(page);
  if (guest === undefined) return own;
  const entries = [...readPage(guest)].map(([path, file]) => [`/guest${path}`, file] as const);
  return new Map([...own, ...entries]);
}

function landingOf({ app }: ServerOptions): string {
  return app === undefined ? '/' : `/?app=${encodeURIComponent(app)}`;
}

/** One address is always good that the user can read on the terminal. */
function createAddresses(port: number, announce: (address: string) => void = () => {}) {
  const codes = createCodes();
  const addressOf = (code: string): string => `http://127.0.0.1:${port}/open/${code}`;
  let printed = codes.issue();
  return {
    printed: () => addressOf(printed),
    shortLived: (lifetime: number) => addressOf(codes.issue(lifetime)),
    redeem(code: string): boolean {
      const good = codes.redeem(code);
      if (code === printed) {
        printed = codes.issue();
        announce(addressOf(printed));
      }
      return good;
    },
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
    relay.attach(clientPort(socket));
  });
  return sockets;
}

function upgrade(guard: Guard, sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const status = refuseUpgrade(guard, request) ?? (sockets.clients.size < MOST_CLIENTS ? undefined : 503);
  if (status === undefined) {
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    return;
  }
  socket.on('error', () => {});
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusals[status]}\n`,
  );
}

async function close(http: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}
