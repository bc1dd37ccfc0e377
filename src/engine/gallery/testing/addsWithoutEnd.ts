import { nodeRegistry } from '../../../../nodes/index.ts';
import { createGallery } from '../gallery.ts';
import { made } from './made.ts';

/** A process that adds pictures, stars some and deletes some, until it is killed. It says of each when it is kept. */
process.on('disconnect', () => process.exit());
const [folder = '', first = '0'] = process.argv.slice(2);
const gallery = createGallery({ folder, registry: nodeRegistry, requireOwn: async () => {} });

for (let seed = Number(first); ; seed++) {
  await gallery.add(made(seed));
  process.send?.(seed);
  const { entries } = await gallery.list({ text: '', name: null, favourites: false, since: null, before: null }, 0, 2);
  const [newest, other] = entries.map(({ id }) => id);
  if (newest !== undefined && seed % 3 === 0) await gallery.star([newest], true);
  if (other !== undefined && seed % 5 === 0) {
    const { removal } = await gallery.remove([other]);
    await gallery.restore(removal);
  }
}
