import { expect, test } from 'vitest';
import { createMetrics, serveMetrics } from './metrics.ts';

test('a worker counts its runs by what came of them, and how many it computes', async () => {
  const metrics = await createMetrics(3);
  for (const outcome of ['done', 'done', 'cancelled']) {
    metrics.began();
    metrics.ended(outcome, 2);
  }
  metrics.began();
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'arcspace_worker_slots 3',
      'arcspace_worker_running 1',
      'arcspace_worker_runs_total{outcome="done"} 2',
      'arcspace_worker_runs_total{outcome="cancelled"} 1',
      'arcspace_worker_run_seconds_bucket{le="1"} 0',
      'arcspace_worker_run_seconds_bucket{le="3"} 2',
      'arcspace_worker_run_seconds_sum 4',
    ]),
  );
  expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
});

test('a worker tells this machine alone, and that it is not well while its queue is away', async () => {
  let isHealthy = true;
  const metrics = await createMetrics(1);
  const port = await serveMetrics(0, metrics, () => isHealthy);
  const get = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return [answer.status, await answer.text()];
  };
  expect(await get('/health')).toEqual([200, 'ok\n']);
  isHealthy = false;
  expect(await get('/health')).toEqual([503, 'The queue is away.\n']);
  expect(await get('/metrics')).toEqual([200, expect.stringContaining('arcspace_worker_slots 1')]);
  for (const [path, method] of [['/'], ['/constructor'], ['/metrics', 'POST']]) {
    expect((await get(path ?? '', method))[0]).toBe(404);
  }
  await expect(serveMetrics(port, metrics, () => true)).rejects.toMatchObject({ code: 'port-taken' });
});
