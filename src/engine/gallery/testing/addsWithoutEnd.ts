import { nodeRegistry } from '../../../../nodes/index.ts';
import { everything } from '../../../gallery/findEntries.ts';
import { createGallery } from '../gallery.ts';
import { made } from './made.ts';

/** A process that adds pictures, stars some, and deletes some and takes that back, until it is killed. It says of each when it is kept. */
process.on('disconnect', () => process.exit());
const [folder = '', first = '0'] = process.argv.slice(2);
const gallery = createGallery({ folder, registry: nodeRegistry, requireOwn: async () => {} });

for (let seed = Number(first); ; seed++) {
  await gallery.add(made(seed));
  const [newest] = (await gallery.list(everything, 0, 1)).entries;
  const ids = newest ? [newest.id] : [];
  if (seed % 3 === 0) await gallery.star(ids, true);
  if (seed % 5 === 0) await gallery.restore((await gallery.remove(ids)).removal);
  // Only now: one that is killed after a deletion, before that is taken back, has deleted it.
  process.send?.(seed);
}
