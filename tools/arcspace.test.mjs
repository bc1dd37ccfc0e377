import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from './buildIfStale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'arcspace-bin-'));

beforeAll(() => buildIfStale(root));
afterAll(() => rmSync(folder, { recursive: true }));

/** The program as a process of its own, its output piped. `onLine` sees each line as it comes. */
function arcspace(args, onLine = () => {}) {
  const child = spawn(process.execPath, ['bin/arcspace.mjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
    for (const line of text.split('\n')) onLine(line, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, errors })));
}

describe('the built program', () => {
  test('runs a workflow from a process of its own, and writes lines of JSON where no terminal is', async () => {
    const out = join(folder, 'out');
    const args = ['run', 'workflows/text-to-image.json', '-w', folder, '--out', out, '--set', 'steps=2'];
    const answer = await arcspace(args);
    expect(answer.code).toBe(0);
    const last = JSON.parse(answer.out.trim().split('\n').at(-1));
    expect(last.files.every((file) => existsSync(file))).toBe(true);
  });

  test('ends with code 130 when Ctrl+C is pressed in the middle of a run', async () => {
    const out = join(folder, 'cancelled');
    const args = ['run', 'workflows/text-to-image.json', '-w', folder, '--out', out, '--set', 'steps=100'];
    const answer = await arcspace(args, (line, child) => {
      if (line.includes('"step":2,')) child.kill('SIGINT');
    });
    expect(answer.code).toBe(130);
    expect(existsSync(out)).toBe(false);
  });

  test.each([['stdout'], ['stderr']])(
    'goes on and saves when nobody reads its %s any more, as with head',
    async (stream) => {
      const out = join(folder, `unread-${stream}`);
      const args = ['run', 'workflows/text-to-image.json', '-w', folder, '--out', out, '--set', 'steps=2'];
      const answer = await arcspace(args, (line, child) => line.includes('"queued"') && child[stream].destroy());
      expect(answer).toMatchObject({ code: 0, errors: '' });
      expect(readdirSync(out)).toEqual(['text-to-image-decode.png']);
    },
  );

  test.each([['nodes', '--json'], ['schema'], ['models'], ['validate', 'workflows/text-to-image.json'], ['--help']])(
    'says nothing when nobody reads "%s"',
    async (...args) => {
      const child = spawn(process.execPath, ['bin/arcspace.mjs', ...args], { cwd: root, stdio: 'pipe' });
      child.stdout.destroy();
      let errors = '';
      child.stderr.on('data', (text) => {
        errors += text;
      });
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
      expect(errors).toBe('');
    },
  );

  test('ends with code 2 and a word of help when it does not know a command', async () => {
    const { code, errors } = await arcspace(['rum']);
    expect(code).toBe(2);
    expect(errors).toContain('Did you mean run');
  });

  test('serves until it is ended, on an address that lets a browser in, and takes its engine with it', async () => {
    let address = '';
    const { code } = await arcspace(['serve', '--no-open', '--port', '0', '-w', folder], async (line, child) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{32}$/.exec(line);
      if (!found || address) return;
      address = found[0];
      const entered = await fetch(address, { redirect: 'manual' });
      const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
      const page = await fetch(new URL('/', address), { headers: { cookie } });
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
      child.kill('SIGTERM');
    });
    expect(address).not.toBe('');
    expect(code).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });
});
