import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { createEngine, type Engine } from '../createEngine.ts';
import { unpackWheel } from '../gpu/unpackWheel.ts';
import { testOnSmallDisk } from '../testing/onSmallDisk.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { unsaved } from '../testing/unsaved.ts';
import { createRecents } from '../workspace/recents.ts';
import { createFileService } from './fileService.ts';
import { createHasher } from './hasher.ts';
import { unwritable } from './unwritable.ts';
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

/** A wheel of the CUDA runtime, outside the full disk. */
function wheelOf(name: string, content: Buffer): string {
  const wheel = join(elsewhere.path, 'package.whl');
  writeFileSync(wheel, zipSync({ [name]: new Uint8Array(content) }, { level: 0 }));
  return wheel;
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
  'a library of the CUDA runtime': {
    save: (folder) => {
      const sha256 = createHash('sha256').update(larger).digest('hex');
      const file = { name: 'b.so', path: 'lib/b.so', bytes: larger.length, sha256 };
      return unpackWheel(wheelOf('lib/b.so', larger), [file], folder, ignore).catch((thrown) => {
        throw unwritable(join(folder, 'b.so'), thrown);
      });
    },
    target: 'b.so',
  },
});
