import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { sampleRegistry } from '../testing/sampleNodes.ts';
import { sampleNode, samplePicture } from '../testing/sampleWorkflow.ts';
import { createNodeView, unwired } from './nodeView.ts';
import { pictureLayout } from './pictureLayout.ts';
import { animation, frameAt, pictureShape, shownPictures, stills } from './pictures.ts';

const viewOf = (type: string, extra = {}, state?: Parameters<typeof createNodeView>[3]) =>
  createNodeView(sampleNode('n', type, [0, 0], extra), sampleRegistry.get(type), unwired, state);

const viewOfMood = (parameters: object) =>
  createNodeView(
    sampleNode('n', 'mood_gradient', [0, 0], { parameters: { ...parameters } }),
    nodeRegistry.get('mood_gradient'),
    unwired,
    undefined,
  );

const idle = { status: 'done', pictures: [], outputs: {}, warnings: [] } as const;

describe('the layout of a node', () => {
  it('puts a port on the row of the parameter of the same name', () => {
    const { inputs, widgets } = viewOf('slerp').layout;
    const port = inputs.find((place) => place.port.name === 't');
    const widget = widgets.find((place) => place.spec.name === 't');
    expect(port?.y).toBe((widget?.rect.y ?? 0) + (widget?.rect.height ?? 0) / 2);
  });

  it('puts inputs and outputs on the same rows', () => {
    const { inputs, outputs } = viewOf('slerp').layout;
    expect(outputs[0]?.y).toBe(inputs[0]?.y);
    expect(outputs[0]?.x).toBe(210);
  });

  it('has no row for a parameter without effect, nor for its port', () => {
    const rows = (parameters: object) =>
      viewOfMood(parameters)
        .layout.widgets.map(({ spec }) => spec.name)
        .filter((name) => /opposite|axis/.test(name));
    expect(rows({})).toEqual([]);
    expect(rows({ way: 'slerp' })).toEqual(['opposite_moods']);
    expect(rows({ way: 'slerp', opposite_moods: 'seeded_axis' })).toEqual(['opposite_moods', 'axis_seed']);
  });

  it('keeps every row inside the node', () => {
    for (const type of sampleRegistry.keys()) {
      const { layout } = viewOf(type);
      const lowest = Math.max(0, ...layout.widgets.map(({ rect }) => rect.y + rect.height));
      expect(lowest).toBeLessThan(layout.height);
    }
  });

  it('has room to draw a curve, above the rows of the other parameters', () => {
    const curve = createNodeView(sampleNode('n', 'curve', [0, 0], {}), nodeRegistry.get('curve'), unwired, undefined);
    const [first, second] = curve.layout.widgets;
    expect([first?.spec.kind, second?.spec.name]).toEqual(['curve', 'frames']);
    expect(first?.rect.height).toBeGreaterThan(2 * (second?.rect.height ?? 0));
    expect(second?.rect.y).toBeGreaterThan((first?.rect.y ?? 0) + (first?.rect.height ?? 0));
  });

  it('gathers all ports at the header of a collapsed node', () => {
    const { layout } = viewOf('slerp', { collapsed: true });
    expect(layout.height).toBe(26);
    expect(new Set([...layout.inputs, ...layout.outputs].map((place) => place.y))).toEqual(new Set([13]));
  });

  it('gives the height that a node was made taller by to its text', () => {
    const normal = viewOf('prompt').layout;
    const taller = viewOf('prompt', { size: [260, normal.height + 50] }).layout;
    expect((taller.widgets[0]?.rect.height ?? 0) - (normal.widgets[0]?.rect.height ?? 0)).toBe(50);
  });

  it('fills the width with a picture, 6 px off the edges, and keeps its aspect', () => {
    const wide = { width: 200, height: 100, frames: 1, rgba: new Uint8ClampedArray(80_000) };
    const frame = viewOf('preview_image', {}, { ...idle, pictures: [wide] }).layout.picture?.frame;
    expect(frame).toMatchObject({ x: 6, width: 198, height: 99 });
  });

  it('keeps room for a picture before there is one', () => {
    expect(viewOf('preview_image').layout.picture?.frame.height).toBe(198);
    expect(viewOf('slerp').layout.picture).toBeUndefined();
  });

  it('lays several stills out as a sheet of equal cells', () => {
    const { cells, columns, frame } = pictureLayout({ width: 64, height: 64, cells: 7 }, 210, 0);
    expect(columns).toBe(3);
    expect(cells).toHaveLength(7);
    expect(cells[6]?.y).toBeGreaterThan(cells[5]?.y ?? 0);
    expect((cells[6]?.y ?? 0) + (cells[6]?.height ?? 0)).toBeCloseTo(frame.height);
  });
});

describe('the pictures of a node', () => {
  it('are the newest preview while it runs and the results afterwards', () => {
    const [preview, result] = [samplePicture(4, 1), samplePicture(8, 1)];
    expect(shownPictures({ ...idle, status: 'running', preview, pictures: [result] })).toEqual([preview]);
    expect(shownPictures({ ...idle, preview, pictures: [result] })).toEqual([result]);
  });

  it('play when they have a pace and lie side by side when they have none', () => {
    expect(animation([samplePicture(4, 5, 10)])).toBeDefined();
    expect(animation([samplePicture(4, 5)])).toBeUndefined();
    expect(pictureShape([samplePicture(4, 5)], false)?.cells).toBe(5);
    expect(pictureShape([samplePicture(4, 5, 10)], false)?.cells).toBe(1);
  });

  it('come round again at their pace', () => {
    const picture = samplePicture(4, 5, 10);
    expect([0, 99, 100, 450, 500].map((time) => frameAt(picture, time))).toEqual([0, 0, 1, 4, 0]);
  });

  it('are not laid out without end', () => {
    expect(stills([samplePicture(2, 500)])).toHaveLength(64);
  });
});
