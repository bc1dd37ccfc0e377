import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificate.ts';

/** Of the test's own Redis. */
export const PASSWORD = 'Geheim-4711';

/** A real Redis on loopback, with a password and an append-only file. */
export interface RedisServer {
  readonly port: number;
  /** Without its password. */
  readonly address: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Whether there is a Redis to test with; says so where there is none. */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  if (!found) console.log('Skipped: redis-server is not installed (Debian: apt-get install redis-server).');
  return found;
}

export interface RedisSetting {
  /** Lets it speak TLS alone. */
  readonly certificate?: Certificate;
  /** When it writes onto the disk what it was told: a second later at most, as Redis does by itself; before each answer otherwise. */
  readonly fsync?: 'everysec' | 'always';
}

export async function startRedis({ certificate, fsync = 'always' }: RedisSetting = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = [
      'bind 127.0.0.1',
      `dir ${folder}`,
      `requirepass ${PASSWORD}`,
      'save ""',
      ...listening(port, certificate),
    ];
    child.stdin?.end([...lines, 'appendonly yes', `appendfsync ${fsync}`, ''].join('\n'));
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child?.stdout?.on('data', (text) => {
        said += text;
        if (said.includes('Ready to accept connections')) resolve();
      });
      child?.once('exit', () => reject(new Error(`Redis did not start: ${said}`)));
    });
  };
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    port,
    address: `${certificate ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    kill,
    start,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

function listening(port: number, certificate: Certificate | undefined): string[] {
  if (!certificate) return [`port ${port}`];
  const { cert, key } = certificate;
  return ['port 0', `tls-port ${port}`, `tls-cert-file ${cert}`, `tls-key-file ${key}`, 'tls-auth-clients no'];
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
