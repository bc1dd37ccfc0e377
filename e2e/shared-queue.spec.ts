import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures/test.ts';

const ROOT = resolve(import.meta.dirname, '..');
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A Redis with a password, a store, and what was started for them. */
interface SharedMachines {
  readonly address: string;
  readonly store: string;
  startWorker(): void;
  end(): void;
}

async function startMachines(): Promise<SharedMachines> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-shared-'));
  const port = await freePort();
  const settings = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--requirepass',
    'Geheim',
    '--save',
    '',
    '--dir',
    folder,
  ];
  const started: ChildProcess[] = [spawn('redis-server', settings, { stdio: 'ignore' })];
  const address = `redis://127.0.0.1:${port}`;
  return {
    address,
    store: folder,
    startWorker() {
      const env = {
        ...process.env,
        ARCSPACE_QUEUE_PASSWORD: 'Geheim',
        ARCSPACE_PROVIDER: 'cpu',
        XDG_CACHE_HOME: join(folder, 'cache'),
      };
      const args = ['bin/arcspace.mjs', 'worker', '--queue', address, '--store', folder];
      started.push(spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore', detached: true }));
    },
    end() {
      for (const { pid } of started.slice(1)) {
        if (pid === undefined) continue;
        try {
          // With the processes that it has begun.
          process.kill(-pid, 'SIGKILL');
        } catch {
          // It has ended.
        }
      }
      started[0]?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test.describe('a queue that other machines compute for', () => {
  test.skip(!hasRedis, 'redis-server is not installed (Debian: apt-get install redis-server)');
  test.slow();

  test('is named in the settings, shows its workers, and runs what is sent to it', async ({ arcspace, page }) => {
    const machines = await startMachines();
    try {
      await arcspace.leaveStartPage();
      await page.getByTestId('queue-open').click();
      await page.getByTestId('run-place').locator('label').filter({ hasText: 'Queue' }).click();
      await page.getByTestId('shared-address').fill('redis://127.0.0.1:1');
      await page.getByTestId('shared-store').fill(machines.store);
      await page.getByTestId('shared-connect').click();
      await expect(page.getByTestId('shared-problem')).toContainText('The queue cannot be reached');
      await page.getByTestId('shared-address').fill(machines.address);
      await page.getByTestId('shared-connect').click();
      await expect(page.getByTestId('shared-problem')).toContainText('does not accept this password');
      await page.getByTestId('shared-password').fill('Geheim');
      await page.getByTestId('shared-connect').click();
      await expect(page.getByTestId('shared-state')).toHaveText(`Connected to ${machines.address}`);
      await expect(page.getByTestId('shared-password')).toHaveValue('');
      await expect(page.getByTestId('workers-load')).toHaveText('0 workers, 0 running, 0 waiting');
      await page.getByTestId('shared-send-models').click();
      await page.getByTestId('shared-device').selectOption('CPU');
      await expect(page.getByTestId('shared-send-models')).toHaveAttribute('aria-checked', 'true');
      await expect(page.getByTestId('shared-device')).toHaveValue('cpu');
      expect((await new AxeBuilder({ page }).include('.settings').analyze()).violations).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('run-on-queue')).toBeVisible();

      await arcspace.select('denoise');
      await arcspace.setParameter('steps', '2');
      await page.getByTestId('run').click();
      await expect(page.getByTestId('run-status')).toContainText('Waiting for a worker');
      await page.getByTestId('cancel').click();
      await expect(page.getByTestId('cancel')).toBeDisabled();

      machines.startWorker();
      await page.getByTestId('rail-queue').click();
      await expect(page.getByTestId('worker')).toHaveCount(1, { timeout: 60_000 });
      await expect(page.getByTestId('worker')).toContainText('CPU');
      await page.getByTestId('run').click();
      await expect(page.getByTestId('cancel')).toBeEnabled();
      await expect(page.getByTestId('cancel')).toBeDisabled({ timeout: 90_000 });
      expect(await arcspace.picture('decode')).not.toBe('');
      await page.getByTestId('queue-open').click();
      await page.getByTestId('queue-count').fill('2');
      await page.getByTestId('queue-count').press('Tab');
      await page.getByTestId('queue-add').click();
      await expect(page.getByTestId('queue-done').getByTestId('job')).toHaveCount(2, { timeout: 90_000 });
      await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
      await page.getByTestId('menu-sweep').click();
      await page.getByTestId('sweep-across-parameter').selectOption('noise.seed');
      await page.getByTestId('sweep-across-values').fill('11..14');
      await page.getByTestId('sweep-run').click();
      await expect(page.getByTestId('sweep-progress')).toHaveText('4 pictures', { timeout: 90_000 });
    } finally {
      machines.end();
    }
  });
});
