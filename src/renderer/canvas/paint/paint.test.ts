// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { NodeState } from '../../state/document/editor.ts';
import { darkTheme } from '../../theme/tokens.ts';
import { idle } from '../interaction.ts';
import { notesIn } from '../notes.ts';
import { createScene } from '../scene.ts';
import { type FakeContext, fakeContext, installFakeCanvas } from '../testing/fakeCanvas.ts';
import { sampleRegistry } from '../testing/sampleNodes.ts';
import { sampleNode, samplePicture, sampleStates, sampleWorkflow, workflowOf } from '../testing/sampleWorkflow.ts';
import type { Brush } from './brush.ts';
import { paintGuarded } from './guard.ts';
import { isDetailed } from './levels.ts';
import { badgesOf } from './paintBadge.ts';
import { timing } from './paintHeader.ts';
import { createLayers, paintScene } from './paintScene.ts';
import { bitmapOf } from './pictureCache.ts';
import { createSprites } from './sprites.ts';
import { ellipsis, forgetMeasures, pathEllipsis, wrap } from './text.ts';

const everything = { x: -1e4, y: -1e4, width: 2e4, height: 2e4 };

function paint(
  fake: FakeContext,
  workflow = sampleWorkflow(),
  states = sampleStates(),
  zoom = 1,
  wire: string | null = null,
  growing = false,
) {
  const scene = createScene({ workflow, registry: sampleRegistry, states });
  const brush: Brush = { context: fake.context, theme: darkTheme, zoom, density: 1, now: 0 };
  const visible = [...scene.nodes.values()];
  const selection = new Set<string>();
  const rest = {
    selectedWire: wire,
    selectedGroup: null,
    interaction: idle(),
    notes: notesIn(scene, new Map(), brush),
    sprites: createSprites(),
    layers: createLayers(),
    playing: true,
    isFar: growing || !isDetailed(zoom, visible.length),
  };
  paintScene(brush, { scene, visible, inView: visible, area: everything, selection, ...rest });
  return scene;
}

const texts = (fake: FakeContext) => fake.calls.filter((call) => call.name === 'fillText').map((call) => call.args[0]);

beforeEach(() => {
  installFakeCanvas();
  forgetMeasures();
});

describe('groups', () => {
  const [long, short] = ['The directions that were found in pictures of night and day', 'Out'];
  const frame = (id: string, title: string, width: number) => ({
    id,
    title,
    position: [0, 0] as [number, number],
    size: [width, 200] as [number, number],
  });
  const inGroup = { ...sampleNode('noise', 'noise', [20, 60]), group: 'box', color: '#c8524c' };
  const boxed = {
    ...workflowOf([inGroup, sampleNode('slerp', 'slerp', [500, 0])], [['noise.latents', 'slerp.a']]),
    groups: [{ ...frame('box', 'Source', 300), collapsed: true }],
  };

  it('have titles of one size, whether or not there is room for the whole', () => {
    const fake = fakeContext();
    paint(fake, { ...workflowOf([]), groups: [frame('a', long, 500), frame('b', short, 500)] }, new Map(), 0.4);
    const sizes = fake.calls.filter(({ name }) => name === 'scale').map(({ args }) => args[0]);
    expect(sizes).toHaveLength(2);
    expect(sizes[0]).toBe(sizes[1]);
    expect(texts(fake)).toContain(short);
    expect(texts(fake).some((text) => String(text).endsWith('\u2026'))).toBe(true);
  });

  it('say while they are collapsed how many nodes are in them, and not what those are', () => {
    const fake = fakeContext();
    paint(fake, boxed, new Map());
    expect(texts(fake)).toEqual(expect.arrayContaining(['Source', '1 node']));
    expect(texts(fake)).not.toContain('Noise');
    expect(fake.depth()).toBe(0);
  });
});

describe('painting', () => {
  it('restores everything that it saves', () => {
    const fake = fakeContext();
    paint(fake);
    expect(fake.depth()).toBe(0);
  });

  it('paints all other nodes when one cannot be painted, and that one says so', () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const fake = fakeContext();
    const states = new Map<string, NodeState>([
      [
        'bad',
        {
          status: 'done',
          pictures: [],
          outputs: {},
          warnings: [],
          get milliseconds(): number {
            throw new Error('boom');
          },
        },
      ],
    ]);
    paint(fake, workflowOf([sampleNode('bad', 'noise', [0, 0]), sampleNode('good', 'slerp', [400, 0])]), states);
    expect(texts(fake)).toContain('Slerp');
    expect(texts(fake).some((text) => String(text).startsWith('Cannot be drawn: boom'))).toBe(true);
    expect(fake.depth()).toBe(0);
    expect(complain).toHaveBeenCalledOnce();
    complain.mockRestore();
  });

  it('takes back what a painter leaves, and tries one that failed no second time', () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const view = createScene({ workflow: sampleWorkflow(), registry: sampleRegistry, states: new Map() }).nodes.get(
      'slerp',
    );
    if (!view) throw new Error('no node');
    const fake = fakeContext();
    const brush: Brush = { context: fake.context, theme: darkTheme, zoom: 1, density: 1, now: 0 };
    paintGuarded(brush, view, () => fake.context.translate(5, 5));
    expect(fake.calls.map((call) => call.name)).toEqual(['save', 'translate', 'restore']);
    const broken = vi.fn(() => {
      throw new Error('boom');
    });
    for (let frame = 0; frame < 3; frame += 1) paintGuarded(brush, view, broken);
    expect(broken).toHaveBeenCalledOnce();
    expect(fake.depth()).toBe(0);
    complain.mockRestore();
  });

  it('cuts a badge to its level, or leaves it out, where the next node is near', () => {
    const shown = (gap: number) => {
      const nodes = [sampleNode('noise', 'noise', [0, 0]), sampleNode('slerp', 'slerp', [210 + gap, 0])];
      const fake = fakeContext();
      paint(fake, workflowOf(nodes, [['noise.latents', 'slerp.a']]), sampleStates());
      return texts(fake).filter((text) => text === 'pure noise' || text === '1.00 \u221ad');
    };
    expect(shown(200)).toEqual(['pure noise', '1.00 \u221ad']);
    expect(shown(90)).toEqual(['pure noise']);
    expect(shown(30)).toEqual([]);
  });

  it('outlines the selected wire and no other', () => {
    const strokes = (selectedWire: string | null) => {
      const fake = fakeContext();
      paint(fake, sampleWorkflow(), new Map(), 1, selectedWire);
      return fake.calls.filter((call) => call.name === 'stroke').length;
    };
    expect(strokes('slerp.a') - strokes(null)).toBe(2);
    expect(strokes('slerp.nothing')).toBe(strokes(null));
  });

  it('survives any value in a parameter', () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const odd: unknown[] = [null, {}, [], 'x'.repeat(1e6), Number.NaN, Number.POSITIVE_INFINITY, { toString: null }];
    const nodes = odd.map((t, index) => sampleNode(`n${index}`, 'slerp', [index, 0], { parameters: { t, radius: t } }));
    paint(fakeContext(), workflowOf(nodes), new Map());
    expect(complain).not.toHaveBeenCalled();
    complain.mockRestore();
  });

  it('writes what stands on a few nodes also where they are small, and on many only their names', () => {
    const written = (count: number) => {
      const fake = fakeContext();
      const nodes = Array.from({ length: count }, (_, index) => sampleNode(`n${index}`, 'slerp', [index, 0]));
      paint(fake, workflowOf(nodes), new Map(), 0.4);
      return new Set(texts(fake));
    };
    expect(written(20)).toContain('Latents');
    expect(written(200)).toEqual(new Set(['Slerp']));
  });

  it('paints a workflow of which more comes as from far away', () => {
    const [whole, growing] = [fakeContext(), fakeContext()];
    paint(whole);
    paint(growing, sampleWorkflow(), sampleStates(), 1, null, true);
    expect(texts(growing).length).toBeLessThan(texts(whole).length / 2);
  });

  it('writes nothing but names from far away, and from very far as many as there is room for', () => {
    const fake = fakeContext();
    const workflow = workflowOf([sampleNode('n', 'slerp', [0, 0])]);
    paint(fake, workflow, new Map(), 0.28);
    expect(texts(fake)).toEqual(['Slerp']);
    const farther = fakeContext();
    const close = ['a', 'b'].map((id, index) => sampleNode(id, 'slerp', [index * 20, 0]));
    const far = sampleNode('c', 'slerp', [4000, 0]);
    paint(farther, workflowOf([...close, far]), new Map(), 0.05);
    expect(texts(farther)).toEqual(['Slerp', 'Slerp']);
  });

  it('says what failed and what to do under the node', () => {
    const fake = fakeContext();
    paint(fake, workflowOf([sampleNode('apply', 'apply_directions', [0, 0])]));
    const all = texts(fake).join(' ');
    expect(all).toContain('These points belong to another');
    expect(all).toContain('Encode both with the same');
  });

  it('shows a sign in place of what would cover the node below', () => {
    const states = new Map([...sampleStates()].filter(([id]) => id === 'apply'));
    const note = 'These points belong to another';
    const written = (below: number) => {
      const fake = fakeContext();
      const nodes = [sampleNode('apply', 'apply_directions', [0, 0]), sampleNode('slerp', 'slerp', [0, below])];
      paint(fake, workflowOf(nodes), states);
      return texts(fake).join(' ').includes(note);
    };
    expect([written(900), written(160)]).toEqual([true, false]);
  });

  it('says it no wider than the node, however narrow that is', () => {
    const fake = fakeContext();
    const narrow = sampleNode('apply', 'apply_directions', [0, 0], { size: [140, 0] });
    paint(fake, workflowOf([narrow]), new Map([...sampleStates()].filter(([id]) => id === 'apply')));
    const lines = texts(fake).map(String);
    expect(lines.join(' ')).toContain('with the same model.');
    expect(Math.max(...lines.map((line) => line.length * 6))).toBeLessThan(140);
  });

  it('badges the latents that leave a node', () => {
    const scene = paint(fakeContext());
    const slerp = scene.nodes.get('slerp');
    expect(slerp && badgesOf(slerp).map((badge) => badge.summary.level)).toEqual(['\u03c3 7.20']);
    const fake = fakeContext();
    paint(fake);
    expect(texts(fake)).toContain('0.71 \u221ad');
  });

  it('says of a node that runs pass by only that, whatever an earlier run has left on it', () => {
    const workflow = sampleWorkflow();
    const passed = (mode: 'mute' | 'bypass') => {
      const nodes = workflow.nodes.map((node) => ({ ...node, mode }));
      const view = paint(fakeContext(), { ...workflow, nodes }).nodes.get('slerp');
      return view && [timing(view), badgesOf(view).length];
    };
    expect(passed('mute')).toEqual(['muted', 0]);
    expect(passed('bypass')).toEqual(['bypassed', 0]);
  });

  it('says that what a node shows is of an earlier run, and paints its picture faintly', () => {
    const workflow = workflowOf([sampleNode('decode', 'decode', [0, 0])]);
    const alphas = (status: NodeState['status']) => {
      const fake = fakeContext();
      const seen: number[] = [];
      const drawImage = () => seen.push(fake.context.globalAlpha);
      fake.context.drawImage = drawImage as unknown as CanvasRenderingContext2D['drawImage'];
      const states = new Map([['decode', { status, pictures: [samplePicture(8, 8)], outputs: {}, warnings: [] }]]);
      const view = paint(fake, workflow, states).nodes.get('decode');
      return [view && timing(view), Math.min(...seen)];
    };
    expect(alphas('cached')).toEqual(['cached', 1]);
    expect(alphas('idle')).toEqual(['earlier run', 0.5]);
  });

  it('notes quietly how long a node took', () => {
    const scene = paint(fakeContext());
    const note = (id: string) => {
      const view = scene.nodes.get(id);
      return view && timing(view);
    };
    expect(['load', 'prompt', 'noise', 'denoise', 'decode', 'apply'].map(note)).toEqual([
      'cached',
      '23 ms',
      '< 1 ms',
      '12 / 20',
      'queued',
      '',
    ]);
  });
});

describe('text', () => {
  it('is cut with an ellipsis where it is too wide', () => {
    const { context } = fakeContext();
    expect(ellipsis(context, 'f', 'Guidance scale', 100)).toBe('Guidance scale');
    const cut = ellipsis(context, 'f', 'Guidance scale', 60);
    expect(cut).toBe('Guidance\u2026');
    expect(cut.length * 6).toBeLessThanOrEqual(60);
    expect(ellipsis(context, 'f', 'Guidance scale', 0)).toBe('');
  });

  it('is measured once', () => {
    const { context } = fakeContext();
    const measure = vi.spyOn(context, 'measureText');
    for (let index = 0; index < 100; index += 1) ellipsis(context, 'f', 'once and for all', 60);
    const after = measure.mock.calls.length;
    ellipsis(context, 'f', 'once and for all', 60);
    expect(measure.mock.calls.length).toBe(after);
    expect(after).toBeLessThan(12);
  });

  it('of ten megabytes costs no more than a line', () => {
    const { context } = fakeContext();
    const measure = vi.spyOn(context, 'measureText');
    ellipsis(context, 'f', 'x'.repeat(1e7), 200);
    for (const [text] of measure.mock.calls) expect(text.length).toBeLessThanOrEqual(601);
  });

  it('of a path is cut at its beginning, from a folder on', () => {
    const { context } = fakeContext();
    expect(pathEllipsis(context, 'f', 'images/sets/night/plus', 140)).toBe('images/sets/night/plus');
    expect(pathEllipsis(context, 'f', 'images/sets/night/plus', 120)).toBe('\u2026/sets/night/plus');
    expect(pathEllipsis(context, 'f', 'images/sets/night/minus', 66)).toBe('\u2026/minus');
    expect(pathEllipsis(context, 'f', 'a-long-name-without-folders.png', 60)).toBe('\u2026lders.png');
    expect(pathEllipsis(context, 'f', 'x/y', 0)).toBe('');
  });

  it('wraps into lines, the last one cut', () => {
    const { context } = fakeContext();
    expect(wrap(context, 'f', 'one two three four five six', 60, 2)).toEqual(['one two', 'three fou\u2026']);
    expect(wrap(context, 'f', 'a\nb', 60, 4)).toEqual(['a', 'b']);
  });
});

describe('pictures', () => {
  it('become a bitmap once, at once', () => {
    const picture = samplePicture(8, 3, 12);
    const first = bitmapOf(picture, 1);
    expect(first.width).toBe(8);
    expect(bitmapOf(picture, 1)).toBe(first);
    expect(bitmapOf(picture, 2)).not.toBe(first);
  });
});

describe('sprites', () => {
  const brushAt = (zoom: number): Brush => ({
    context: fakeContext().context,
    theme: darkTheme,
    zoom,
    density: 1,
    now: 0,
  });
  const view = createScene({ workflow: sampleWorkflow(), registry: sampleRegistry, states: new Map() }).nodes.get(
    'slerp',
  );

  it('spare painting once a node and the zoom rest', () => {
    if (!view) throw new Error('no node');
    const sprites = createSprites();
    const painter = vi.fn();
    for (let frame = 0; frame < 10; frame += 1) {
      const brush = brushAt(1);
      sprites.begin(brush);
      sprites.paint(brush, view, 'plain', painter);
    }
    expect(painter).toHaveBeenCalledTimes(2);
  });

  it('are not used when the node looks different or the zoom changes', () => {
    if (!view) throw new Error('no node');
    const sprites = createSprites();
    const painter = vi.fn();
    for (const [zoom, look] of [
      [1, 'a'],
      [1, 'a'],
      [1, 'b'],
      [2, 'b'],
    ] as const) {
      const brush = brushAt(zoom);
      sprites.begin(brush);
      sprites.paint(brush, view, look, painter);
    }
    expect(painter).toHaveBeenCalledTimes(4);
  });
});
