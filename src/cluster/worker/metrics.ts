import { createServer } from 'node:http';
import { ArcspaceError } from '../../graph/problem.ts';

/** What comes of each job of a worker. */
export interface JobWatcher {
  began(): void;
  /** @param outcome "done", or the code of the problem */
  ended(outcome: string, seconds: number): void;
}

export interface Metrics extends JobWatcher {
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

/** Seconds: from a picture of the embedded model to a long film. */
const BUCKETS = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000];

/** @param slots runs at a time. */
export async function createMetrics(slots: number): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const name = (last: string): string => `arcspace_worker_${last}`;
  new Gauge({ name: name('slots'), help: 'Runs at a time.', registers }).set(slots);
  const running = new Gauge({ name: name('running'), help: 'Runs that are computed now.', registers });
  const runs = new Counter({
    name: name('runs_total'),
    help: 'Runs that are over: done, or the code of the problem.',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: name('run_seconds'),
    help: 'How long the runs took that are done.',
    buckets: BUCKETS,
    registers,
  });
  return {
    began: () => running.inc(),
    ended(outcome, took) {
      running.dec();
      runs.inc({ outcome });
      if (outcome === 'done') seconds.observe(took);
    },
    text: () => register.metrics(),
  };
}

/**
 * Answers on 127.0.0.1 alone: /metrics for Prometheus; /health with 200, or with 503 while the queue is away.
 * @param port 0 for a free one
 * @returns the port.
 * @throws ArcspaceError `port-taken`.
 */
export function serveMetrics(port: number, metrics: Metrics, isHealthy: () => boolean): Promise<number> {
  const answers: Readonly<Record<string, () => Promise<readonly [status: number, text: string]>>> = {
    '/metrics': async () => [200, await metrics.text()],
    '/health': async () => (isHealthy() ? [200, 'ok\n'] : [503, 'The queue is away.\n']),
  };
  const server = createServer(async ({ method, url = '' }, response) => {
    const answer = method === 'GET' && Object.hasOwn(answers, url) ? answers[url] : undefined;
    const [status, text] = (await answer?.()) ?? [404, 'There is /metrics and /health.\n'];
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  });
  return new Promise((resolve, reject) => {
    server.once('error', ({ message }) => {
      const remedy = 'Choose another with --metrics.';
      reject(new ArcspaceError('port-taken', `Port ${port} cannot be used: ${message}.`, remedy));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      // The worker decides when the process ends.
      server.unref();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
