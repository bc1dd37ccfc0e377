import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeFolder, programFolder } from './programFolder.ts';

async function laidOut(...files: string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'arcspace-program-'));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), '{}');
  }
  return root;
}

test('a checkout has code and models in one folder', async () => {
  const root = await laidOut('package.json', 'models/starter/a.onnx', 'workflows/a.json', 'out/main/chunks/cli.js');
  expect(programFolder(join(root, 'out/main/chunks'))).toBe(root);
  expect(codeFolder(join(root, 'out/main/chunks'))).toBe(root);
});

test('a package has its models beside the archive of its code', async () => {
  const root = await laidOut('app.asar/package.json', 'app.asar/out/main/cli.js', 'models/a.onnx', 'workflows/a.json');
  expect(programFolder(join(root, 'app.asar/out/main'))).toBe(root);
  expect(codeFolder(join(root, 'app.asar/out/main'))).toBe(join(root, 'app.asar'));
});

test('a program without its models says what is missing', async () => {
  const root = await laidOut('package.json', 'out/main/cli.js');
  expect(() => programFolder(join(root, 'out/main'))).toThrow('no folder around it has models and workflows');
});
