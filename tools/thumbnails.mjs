// Runs every example in the editor, saves it, and keeps what the editor wrote of it: its picture and the models that made it.
// Names of workflows may be given; all are done otherwise.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { buildIfStale } from './buildIfStale.mjs';
import { findChromium } from './findChromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = join(root, 'workflows');

function serve(workspace) {
  const args = ['bin/arcspace.mjs', 'serve', '--no-open', '--port', '0', '--workspace', workspace];
  const host = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = new Promise((resolve) => {
    host.stdout.setEncoding('utf8').on('data', (text) => {
      const found = /http:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  return { host, url };
}

async function saved(page, url, name, workspace) {
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByTestId('canvas').waitFor();
  await page.waitForTimeout(500);
  if (!(await page.getByTestId('start-page').isVisible())) await page.keyboard.press('Control+o');
  await page.getByTestId(`start-${name}`).click();
  await page.getByTestId('start-page').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('run-status').waitFor();
  await page.getByTestId('run-status').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+Shift+s');
  await page.getByTestId('save-as-name').fill(`made-${name}`);
  // A notice that the model has changed may lie over the button.
  await page.keyboard.press('Enter');
  await page.getByTestId('save-as-name').waitFor({ state: 'hidden' });
  await page.waitForTimeout(500);
  const file = readdirSync(workspace, { recursive: true }).find((each) => String(each).endsWith(`made-${name}.json`));
  return JSON.parse(readFileSync(join(workspace, String(file)), 'utf8'));
}

const wanted = process.argv.slice(2);
const names = readdirSync(examples)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

buildIfStale(root);
const workspace = mkdtempSync(join(tmpdir(), 'arcspace-thumbnails-'));
const { host, url } = serve(workspace);
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(120_000);
process.on('exit', () => host.kill());
for (const name of names) {
  const { thumbnail, models } = await saved(page, await url, name, workspace);
  const file = join(examples, `${name}.json`);
  const workflow = JSON.parse(readFileSync(file, 'utf8'));
  const kept = { ...workflow, models, ...(thumbnail && { thumbnail }) };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`${name}: ${thumbnail ? `${(thumbnail.length / 1024).toFixed(0)} KB` : 'no picture'}`);
}
await browser.close();
rmSync(workspace, { recursive: true });
process.exit();
