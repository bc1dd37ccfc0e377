import { randomBytes } from 'node:crypto';
import { createFileService } from '../files/fileService.ts';
import { createHasher } from '../files/hasher.ts';
import { sealed } from '../files/sealed.ts';
import { workspaceHandlers } from '../handlers/workspaceHandlers.ts';
import { foldersOf } from '../workspace/folders.ts';
import { unsaved } from './unsaved.ts';

/** A process that saves files of every sort into a workspace, one after the other and all at once, until it is killed. */
process.on('disconnect', () => process.exit());
const [workspace = ''] = process.argv.slice(2);
const hasher = createHasher(`${workspace}/.arcspace/hashes.json`);
const handlers = workspaceHandlers(foldersOf({ program: workspace, workspace }), new Set(), hasher);
const results = createFileService({
  places: { roots: [], allowed: new Set() },
  output: `${workspace}/results`,
  workspace,
  hasher,
});
const ignore = () => undefined;
const text = (count: number) =>
  JSON.stringify({ format: 'arcspace-workflow', count, filler: randomBytes(40_000).toString('hex') });
const bytes = () => sealed(randomBytes(10_000 + Math.floor(Math.random() * 200_000)));

const savings: readonly ((count: number) => Promise<unknown>)[] = [
  (count) => handlers.saveWorkflow({ path: 'mine.json', text: text(count) }, ignore),
  (count) => handlers.saveWorkflow({ path: `workflows/other-${count % 5}.json`, text: text(count) }, ignore),
  (count) => handlers.writeAutosave(unsaved(text(count)), ignore),
  () => handlers.importFile({ name: 'picture.png', bytes: bytes() }, ignore),
  () => results.write('picture.png', bytes()),
  (count) => results.write(`frames/frame-${count}.png`, bytes()),
];

async function saveForEver(save: (count: number) => Promise<unknown>): Promise<never> {
  for (let count = 1; ; count++) {
    await save(count);
    if (count === 1) process.send?.('saved');
  }
}

await Promise.all(savings.map(saveForEver));
