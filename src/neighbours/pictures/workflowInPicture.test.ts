import { describe, expect, it } from 'vitest';
import { fixtureBytes, fixtureText, imported } from '../testing/neighbourFixtures.ts';
import { mayCarryWorkflow, workflowInPicture } from './workflowInPicture.ts';

const textIn = (name: string) => workflowInPicture(fixtureBytes(name));

describe('the workflow in a picture', () => {
  it.each(['comfyui.png', 'comfyui.webp', 'comfyui.jpg'])('of ComfyUI is its graph, in %s', (name) => {
    expect(JSON.parse(textIn(name) ?? '')).toEqual(JSON.parse(fixtureText('classic.json')));
  });

  it('is what was sent to the server where there is no graph, NaN and all', () => {
    expect(textIn('prompt-only.png')).toContain('NaN');
    expect(imported(textIn('prompt-only.png') ?? '').report.nodes).toBe(9);
  });

  it('of A1111 is its text, in PNG and as a comment in UTF-16 of either order', () => {
    expect(textIn('a1111.png')).toBe(fixtureText('a1111.txt'));
    expect(textIn('a1111.jpg')).toBe(fixtureText('a1111.txt'));
    expect(textIn('a1111.webp')).toBe(fixtureText('a1111.txt').replace('house', 'Häuschen'));
  });

  it('is none in a picture that carries nothing, and in a cut one', () => {
    const whole = fixtureBytes('comfyui.jpg');
    for (let length = 12; length < whole.length; length += 97) {
      expect(() => workflowInPicture(whole.subarray(0, length))).not.toThrow();
    }
    expect(workflowInPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xda))).toBeUndefined();
  });

  it('survives Exif data that points everywhere', () => {
    const bytes = fixtureBytes('comfyui.webp');
    for (let seed = 0; seed < 500; seed++) {
      const broken = Uint8Array.from(bytes);
      for (let i = 0; i < 8; i++)
        broken[12 + ((seed * 7919 + i * 104_729) % (bytes.length - 12))] = (seed * 31 + i * 17) % 256;
      expect(() => workflowInPicture(broken)).not.toThrow();
    }
  });
});

it('only PNG, JPEG and WebP may carry one', () => {
  expect(
    ['comfyui.png', 'comfyui.webp', 'comfyui.jpg'].map((name) => mayCarryWorkflow(fixtureBytes(name).subarray(0, 12))),
  ).toEqual([true, true, true]);
  expect(mayCarryWorkflow(fixtureBytes('classic.json'))).toBe(false);
});
