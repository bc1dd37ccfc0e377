import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { validate } from '../../../graph/validate.ts';
import { sentencesOf } from '../../report.ts';
import { imported, nodeCalled, wiresOf } from '../../testing/neighbourFixtures.ts';

type Nodes = Record<string, { class_type: string; inputs: Record<string, unknown> }>;

const part = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs });

/** Pictures that become a film, in API format, with the changes of a test. */
function film(changes: Nodes = {}) {
  const nodes: Nodes = {
    1: part('LoadImage', { image: 'a.png' }),
    2: part('CreateVideo', { images: ['1', 0], fps: 16 }),
    3: part('SaveVideo', { video: ['2', 0], filename_prefix: 'video/walk', format: 'auto', codec: 'auto' }),
    ...changes,
  };
  return imported(JSON.stringify(nodes));
}

const reasonOf = (found: ReturnType<typeof film>) =>
  sentencesOf(found.report).find((sentence) => sentence.startsWith('"SaveVideo'));

describe('a film without sound that is made and saved', () => {
  it('is one Save video with the same pictures at the same rate', () => {
    const found = film();
    expect(nodeCalled(found, 'save_video_3').parameters).toEqual({ filename: 'walk', frames_per_second: 16 });
    expect(wiresOf(found)).toEqual(['load_image_1.image -> save_video_3.frames']);
    expect(validate(found.workflow, nodeRegistry)).toEqual([]);
    expect(found.report).toMatchObject({ nodes: 3, understood: 3, wires: 2 });
    expect(sentencesOf(found.report)).toContain('One with the Save video: CreateVideo.');
    expect(sentencesOf(found.report)).toContain(
      'Films are saved as "walk" instead of "video/walk", without folders and dates.',
    );
  });

  it('takes its rate from a wire, too, and is written once for each node that saves it', () => {
    const found = film({
      2: part('CreateVideo', { images: ['1', 0], fps: ['4', 0] }),
      4: part('PrimitiveFloat', { value: 24 }),
      5: part('SaveVideo', { video: ['2', 0], filename_prefix: 'again' }),
    });
    expect(wiresOf(found)).toEqual([
      'load_image_1.image -> save_video_3.frames',
      'number_4.number -> save_video_3.frames_per_second',
      'load_image_1.image -> save_video_5.frames',
      'number_4.number -> save_video_5.frames_per_second',
    ]);
    expect(found.report.understood).toBe(5);
  });

  it('does not look at the rate that stands beside a wire, and settings of null say nothing', () => {
    const input = (name: string, type: string, link: number) => ({ name, type, link });
    const output = (type: string, ...links: number[]) => ({ name: type, type, links });
    const workflow = {
      version: 0.4,
      nodes: [
        { id: 1, type: 'LoadImage', inputs: [], outputs: [output('IMAGE', 1)], widgets_values: ['a.png', 'image'] },
        {
          id: 2,
          type: 'CreateVideo',
          inputs: [input('images', 'IMAGE', 1), input('fps', 'FLOAT', 2)],
          outputs: [output('VIDEO', 3)],
          widgets_values: ['fast', null],
        },
        {
          id: 3,
          type: 'SaveVideo',
          inputs: [input('video', 'VIDEO', 3)],
          outputs: [],
          widgets_values: ['%date%', null, 'auto'],
        },
        { id: 4, type: 'PrimitiveFloat', inputs: [], outputs: [output('FLOAT', 2)], widgets_values: [24] },
      ],
      links: [
        [1, 1, 0, 2, 0, 'IMAGE'],
        [2, 4, 0, 2, 1, 'FLOAT'],
        [3, 2, 0, 3, 0, 'VIDEO'],
      ],
    };
    const found = imported(JSON.stringify(workflow));
    expect(nodeCalled(found, 'save_video_3').parameters).toEqual({ filename: 'film', frames_per_second: 30 });
    expect(found.report.understood).toBe(4);
  });

  it.each([
    [
      'it has sound',
      { 2: part('CreateVideo', { images: ['1', 0], fps: 16, audio: ['9', 0] }), 9: part('LoadAudio', {}) },
      'its film has sound',
    ],
    ['it is made elsewhere', { 2: part('LoadVideo', { file: 'a.mp4' }) }, 'its video comes from LoadVideo'],
    ['nothing is saved', { 3: part('SaveVideo', { filename_prefix: 'a' }) }, 'nothing is wired to its "video"'],
    [
      'it is of 10 bits',
      { 2: part('CreateVideo', { images: ['1', 0], fps: 16, bit_depth: 10 }) },
      'its "10" is not written here',
    ],
    [
      'it is of another kind',
      { 3: part('SaveVideo', { video: ['2', 0], format: 'webm' }) },
      'its "webm" is not written here',
    ],
    ['its rate is no number', { 2: part('CreateVideo', { images: ['1', 0], fps: 'fast' }) }, 'its "fps" is no number'],
    ['it is too fast', { 2: part('CreateVideo', { images: ['1', 0], fps: 500 }) }, 'it shows 500 pictures a second'],
    ['it is used again', { 4: part('GetVideoComponents', { video: ['3', 0] }) }, 'its output is used'],
  ])('stays two placeholders with all that they say where %s', (_, changes, because) => {
    const found = film(changes as Nodes);
    expect(reasonOf(found)).toContain(because);
    const kept = found.workflow.nodes.filter(({ type }) => type.startsWith('comfyui/'));
    expect(kept.map(({ type }) => type)).toContain('comfyui/SaveVideo');
    expect(found.report.wires).toBe(found.workflow.links.length);
  });

  it('leaves a film that also leads elsewhere there, too', () => {
    const found = film({ 4: part('VideoUpscaler', { video: ['2', 0] }) });
    expect(wiresOf(found)).toContain('CreateVideo_2.output_1 -> VideoUpscaler_4.video');
    expect(nodeCalled(found, 'save_video_3').parameters).toMatchObject({ frames_per_second: 16 });
  });
});
