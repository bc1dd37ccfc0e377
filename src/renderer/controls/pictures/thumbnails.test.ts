import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { createThumbnails } from './thumbnails.ts';

function setUp() {
  const engine = createFakeEngine({
    readFile({ path }) {
      if (path === 'gone.png') throw new Error('gone');
      return { bytes: new TextEncoder().encode(path) };
    },
  });
  let busy = 0;
  let busiest = 0;
  const thumbnails = createThumbnails(engine.client, async (bytes) => {
    busy += 1;
    busiest = Math.max(busiest, busy);
    await Promise.resolve();
    busy -= 1;
    return `small ${new TextDecoder().decode(bytes)}`;
  });
  return { engine, thumbnails, busiest: () => busiest };
}

describe('thumbnails of pictures that came without', () => {
  it('are read once', async () => {
    const { engine, thumbnails } = setUp();
    expect(await thumbnails('a.png')).toBe('small a.png');
    expect(await thumbnails('a.png')).toBe('small a.png');
    expect(engine.calls).toHaveLength(1);
  });

  it('are made one at a time', async () => {
    const { thumbnails, busiest } = setUp();
    await Promise.all(['a.png', 'b.png', 'c.png'].map(thumbnails));
    expect(busiest()).toBe(1);
  });

  it('do without a picture that cannot be read, and go on', async () => {
    const { thumbnails } = setUp();
    expect(await Promise.all([thumbnails('gone.png'), thumbnails('b.png')])).toEqual([null, 'small b.png']);
  });
});
