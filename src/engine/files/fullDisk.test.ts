import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createEngine, type Engine } from '../createEngine.ts';
import { unpack } from '../gpu/unpack.ts';
import { testOnSmallDisk } from '../testing/onSmallDisk.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { unsaved } from '../testing/unsaved.ts';
import { createRecents } from '../workspace/recents.ts';
import { createFileService } from './fileService.ts';
import { createHasher } from './hasher.ts';
import { writeWhole } from './writeWhole.ts';

const elsewhere = temporaryFolder();
const ignore = () => undefined;
const large = randomBytes(90_000);
const larger = randomBytes(100_000);
const workflow = (name: string, bytes: Buffer) =>
  JSON.stringify({ format: 'arcspace-workflow', name, filler: bytes.toString('base64') });

/** The engine's own calls, in a fresh engine that has come to rest before. */
async function engineIn<T>(workspace: string, use: (handlers: Engine['handlers']) => Promise<T>): Promise<T> {
  const engine = createEngine({ program: elsewhere.path, workspace, provider: 'cpu' });
  await engine.close();
  return use(engine.handlers);
}

const saveWorkflow = (workspace: string, text: string) =>
  engineIn(workspace, ({ saveWorkflow }) => saveWorkflow({ path: 'mine.json', text }, ignore));
const importFile = (workspace: string, bytes: Uint8Array) =>
  engineIn(workspace, ({ importFile }) => importFile({ name: 'a.png', bytes }, ignore));
const autosave = (workspace: string, text: string) =>
  engineIn(workspace, ({ writeAutosave }) => writeAutosave(unsaved(text), ignore));
const remember = (workspace: string, letter: string) => {
  const recents = createRecents(join(workspace, 'recents.json'));
  const paths = Array.from({ length: 12 }, (_, index) => `${letter.repeat(4000)}${index}.json`);
  return paths.reduce((before, path) => before.then(() => recents.add(path)), Promise.resolve());
};
const saveResult = (output: string, bytes: Uint8Array) => {
  const files = createFileService({
    places: { roots: [], allowed: new Set() },
    output,
    workspace: output,
    hasher: createHasher(),
  });
  return files.write('pictures/a.png', bytes);
};

/** A package of the provider's files, outside the full disk. */
function packageFile(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('onnxruntime-node'));
  const zip = new (require('adm-zip'))();
  for (const name of ['one', 'two']) zip.addFile(name, larger);
  writeFileSync(join(elsewhere.path, 'package.zip'), zip.toBuffer());
  return join(elsewhere.path, 'package.zip');
}

testOnSmallDisk({
  'a file': {
    prepare: (folder) => writeWhole(join(folder, 'a.txt'), large),
    save: (folder) => writeWhole(join(folder, 'a.txt'), larger),
    target: 'a.txt',
  },
  'a workflow over an older one': {
    prepare: (folder) => saveWorkflow(folder, workflow('old', large)),
    save: (folder) => saveWorkflow(folder, workflow('new', larger)),
    target: 'mine.json',
  },
  'a new workflow': {
    save: (folder) => saveWorkflow(folder, workflow('new', larger)),
    target: 'mine.json',
  },
  'work that is not saved yet': {
    prepare: (folder) => autosave(folder, workflow('old', large)),
    save: (folder) => autosave(folder, workflow('new', larger)),
    target: '.arcspace/autosaves/a.b.json',
  },
  'the list of recent files': {
    prepare: (folder) => remember(folder, 'a'),
    save: (folder) => remember(folder, 'b'),
    target: 'recents.json',
  },
  'a picture that is imported': {
    prepare: (folder) => importFile(folder, large),
    save: (folder) => importFile(folder, larger),
    target: 'images/a-2.png',
  },
  'a picture that a node saves': {
    prepare: (folder) => saveResult(folder, large),
    save: (folder) => saveResult(folder, larger),
    target: 'pictures/a-2.png',
  },
  'the CUDA provider': {
    save: (folder) => {
      const files = new Map([
        ['a.so', 'one'],
        ['b.so', 'two'],
      ]);
      return unpack(packageFile(), { folder, files, packageName: 'a.package', version: '1.0.0', index: '' });
    },
    target: 'b.so',
  },
});
