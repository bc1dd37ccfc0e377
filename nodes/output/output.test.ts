import { describe, expect, it } from 'vitest';
import { compute, nodeOf } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { picturesOf } from '../testing/values.ts';

async function written(type: string, shades: readonly number[], parameters = {}) {
  const context = fakeContext();
  await compute(type, { image: picturesOf(shades) }, parameters, context);
  return context.written;
}

describe('save image', () => {
  it('writes one file for one picture and numbered files for many', async () => {
    expect([...(await written('save_image', [0], { filename: 'a' })).keys()]).toEqual(['a.png']);
    expect([...(await written('save_image', [0, 1], { filename: 'a', format: 'jpeg' })).keys()]).toEqual([
      'a-01.jpg',
      'a-02.jpg',
    ]);
  });

  it('lets a PNG carry the workflow, unless that is switched off', async () => {
    const carried = async (parameters: object) =>
      new TextDecoder().decode((await written('save_image', [0], { filename: 'a', ...parameters })).get('a.png'));
    expect(nodeOf('save_image').parameters.parse({})).toMatchObject({ include_workflow: true });
    expect(await carried({})).toMatch(/ workflow$/);
    expect(await carried({ include_workflow: false })).not.toMatch(/ workflow$/);
  });

  it('shows and passes on what it wrote', async () => {
    const image = picturesOf([0, 1]);
    expect(nodeOf('save_image').preview).toBe('images');
    expect(await compute('save_image', { image }, {}, fakeContext())).toEqual({ image });
  });

  it.each(['../a', 'a/b', 'a\\b', '.hidden', '', 'a\nb', 'C:x', '<b>'])('refuses the name %j', (filename) => {
    for (const type of ['save_image', 'save_animation', 'save_latents']) {
      expect(nodeOf(type).parameters.safeParse({ filename }).success).toBe(false);
    }
  });

  it('takes names in any script', () => {
    expect(nodeOf('save_image').parameters.safeParse({ filename: 'Überblick 灯台 v1.2' }).success).toBe(true);
  });
});

describe('save animation', () => {
  it('writes all frames at their rate', async () => {
    const files = await written('save_animation', [0, 0.5, 1], { filename: 'morph', frames_per_second: 10 });
    expect(files.get('morph.gif')).toEqual(Uint8Array.of(3, 10, 1));
  });

  it('shows the frames that it wrote, to be played at their rate', async () => {
    const { preview, framesPerSecond } = nodeOf('save_animation');
    expect([preview, framesPerSecond?.({ frames_per_second: 10 })]).toEqual(['images', 10]);
    const back = { loop: 'there_and_back' };
    const { image } = await compute('save_animation', { image: picturesOf([0, 0.3, 1]) }, back, fakeContext());
    expect(image).toMatchObject({ shape: [4, 3, 16, 16] });
  });

  it('goes there and back without showing an end twice', async () => {
    const back = { loop: 'there_and_back', frames_per_second: 10 };
    expect((await written('save_animation', [0, 0.3, 0.6, 1], back)).get('animation.gif')).toEqual(
      Uint8Array.of(6, 10, 1),
    );
    expect((await written('save_animation', [0], back)).get('animation.gif')).toEqual(Uint8Array.of(1, 10, 1));
    expect((await written('save_animation', [0, 1], { loop: 'once' })).get('animation.gif')?.[2]).toBe(0);
  });
});
