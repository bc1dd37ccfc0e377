import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { filesToOpen } from './filesToOpen.ts';
import { receiveFiles } from './receiveFiles.ts';

const home = resolve('/home/user');

test('workflows and pictures among the arguments are opened, relative ones from the folder of the start', () => {
  const argv = ['faces.arcspace', resolve('/art/a.json'), 'results/b.PNG'];
  expect(filesToOpen(argv, home)).toEqual([
    resolve(home, 'faces.arcspace'),
    resolve('/art/a.json'),
    resolve(home, 'results/b.PNG'),
  ]);
});

test('file managers may name a file by its address', () => {
  const file = resolve('/art/a space.arcspace');
  expect(filesToOpen([pathToFileURL(file).href], home)).toEqual([file]);
});

test('switches, and what is no workflow, are none of them', () => {
  expect(
    filesToOpen(['--inspect=0', '--no-sandbox', '-v', 'notes.txt', '.', 'https://a.example/a.json.html'], home),
  ).toEqual([]);
  expect(filesToOpen(['file://[bad', 'file:///%00.json'], home)).toEqual([]);
});

function system() {
  const listeners = new Map<string, (...given: never[]) => void>();
  const app = { on: (event: string, listener: (...given: never[]) => void) => listeners.set(event, listener) };
  const say = (event: string, ...given: unknown[]) => listeners.get(event)?.(...(given as never[]));
  return { app, say };
}

test('files wait until somebody takes them, wherever they come from', () => {
  const { app, say } = system();
  const handed = receiveFiles(app, ['/from/command-line.json']);
  const event = { preventDefault: vi.fn() };
  say('open-file', event, '/from/finder.arcspace');
  const take = vi.fn();
  handed.to(take);
  expect(take).toHaveBeenCalledExactlyOnceWith(['/from/command-line.json', '/from/finder.arcspace']);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

test('files that the system hands over one by one, but at once, are taken together', async () => {
  const { app, say } = system();
  const take = vi.fn();
  receiveFiles(app, []).to(take);
  for (const path of ['/a.json', '/b.json']) say('open-file', { preventDefault: vi.fn() }, path);
  await new Promise(setImmediate);
  expect(take.mock.calls).toEqual([[[]], [['/a.json', '/b.json']]]);
});

test('a second start hands its files over, and what else it may send is not believed', () => {
  const { app, say } = system();
  const take = vi.fn();
  receiveFiles(app, []).to(take);
  say('second-instance', {}, ['arcspace', '--flag'], '/', { files: ['/b.json'] });
  expect(take).toHaveBeenLastCalledWith(['/b.json']);
  say('second-instance', {}, [], '/', { files: 'x' });
  expect(take).toHaveBeenLastCalledWith([]);
});
