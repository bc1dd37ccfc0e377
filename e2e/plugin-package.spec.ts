import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type BrowserHost, startBrowserHost } from './fixtures/browserHost.ts';

test.describe.configure({ mode: 'serial' });

const ROOT = resolve(import.meta.dirname, '..');

interface Result {
  readonly executed: number;
  readonly cached: number;
}

interface Node {
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly pos: ArrayLike<number>;
  setProperty(name: string, value: unknown): void;
  disconnectInput(slot: number): void;
  readonly inputs: readonly { readonly name: string }[];
}

interface Editor {
  readonly graph: { serialize(): unknown };
  readonly nodes: readonly Node[];
  readonly plugin: {
    run(graph: unknown): Promise<Result>;
    live(graph: unknown, told: (outcome: Result | Error) => void): () => void;
    toWorkflow(graph: unknown): {
      readonly nodes: readonly { readonly type: string }[];
      readonly links: readonly unknown[];
    };
  };
}

declare global {
  interface Window {
    guest: { readonly editors: Record<string, Editor>; readonly before: string; after(): string };
    outcomes: (Result | string)[];
  }
}

const folder = mkdtempSync(join(tmpdir(), 'arcspace-guest-'));
let host: BrowserHost;
let page: Page;
const errors: string[] = [];

/** The package as npm gives it to others, beside both litegraphs. */
function makeGuest(): void {
  const [made, site] = [join(folder, 'made'), join(folder, 'site')];
  mkdirSync(site);
  execFileSync(process.execPath, ['tools/plugin.mjs', made], { cwd: ROOT, stdio: 'pipe' });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: made,
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', join(folder, packed.trim()), '-C', folder]);
  renameSync(join(folder, 'package'), join(site, 'arcspace-nodes'));
  cpSync(join(ROOT, 'e2e/fixtures/guest'), site, { recursive: true });
  for (const name of ['litegraph.js/build/litegraph.core.js', '@comfyorg/litegraph/dist/litegraph.es.js']) {
    copyFileSync(join(ROOT, 'node_modules', name), join(site, name.split('/').at(-1) as string));
  }
}

async function open(browser: Browser): Promise<void> {
  page = await (await browser.newContext({ viewport: { width: 1300, height: 900 } })).newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(host.url);
  await page.goto(new URL('/guest/index.html', page.url()).href);
  await page.waitForFunction(() => window.guest !== undefined);
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  makeGuest();
  host = await startBrowserHost(undefined, ['--guest', join(folder, 'site')]);
  await open(browser);
});

test.afterAll(async () => {
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const editors = ['bare', 'comfyorg'] as const;

test('the package touches nothing global', async () => {
  const [before, after] = await page.evaluate(() => [window.guest.before, window.guest.after()]);
  const without = (text: string) => JSON.stringify(JSON.parse(text)).replace('"guest",', '');
  expect(without(after)).toBe(without(before));
});

for (const [index, name] of editors.entries()) {
  test(`nodes run in an editor of ${name} litegraph, beside another on the page`, async () => {
    const run = () =>
      page.evaluate((which) => {
        const { plugin, graph } = window.guest.editors[which] as Editor;
        return plugin.run(graph);
      }, name);
    const first = await run();
    expect(first.executed + first.cached).toBe(6);
    expect(await run()).toEqual({ executed: 0, cached: 6 });
    expect(errors).toEqual([]);
  });

  test(`a workflow of ${name} litegraph has all nodes and wires`, async () => {
    const { nodes, links } = await page.evaluate((which) => {
      const { plugin, graph } = window.guest.editors[which] as Editor;
      return plugin.toWorkflow(graph);
    }, name);
    expect(nodes.map(({ type }) => type)).toEqual([
      'load_model',
      'prompt',
      'noise',
      'denoise',
      'decode',
      'preview_image',
    ]);
    expect(links).toHaveLength(8);
  });

  test(`parameters are live in ${name} litegraph`, async () => {
    await page.evaluate((which) => {
      const { plugin, graph } = window.guest.editors[which] as Editor;
      window.outcomes = [];
      plugin.live(graph, (outcome) => window.outcomes.push('message' in outcome ? outcome.message : outcome));
    }, name);
    const last = () => page.evaluate(() => window.outcomes.at(-1));
    await expect.poll(last, { timeout: 20_000 }).toEqual({ executed: 0, cached: 6 });
    await page.evaluate(([which, seed]) => window.guest.editors[which]?.nodes[2]?.setProperty('seed', seed), [
      name,
      70 + index,
    ] as const);
    await expect.poll(last, { timeout: 20_000 }).toEqual({ executed: 4, cached: 2 });
  });
}

test('a problem is said by the run, with what to do', async () => {
  const said = await page.evaluate(async () => {
    const { plugin, graph, nodes } = window.guest.editors.comfyorg as Editor;
    nodes[4]?.disconnectInput(0);
    return plugin.run(graph).catch((error: Error & { remedy: string }) => [error.message, error.remedy]);
  });
  expect(said).toEqual([
    '"Decode" needs a wire at VAE.',
    'Drag one to it from an output that gives a VAE, or mute the node.',
  ]);
  expect(errors).toEqual([]);
});
