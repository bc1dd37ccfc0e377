// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NodeState } from '../state/document/editor.ts';
import { mountCanvas } from './testing/mountCanvas.ts';
import { sampleNode, workflowOf } from './testing/sampleWorkflow.ts';

const start = workflowOf(
  [
    sampleNode('noise', 'noise', [0, 0]),
    sampleNode('noise_2', 'noise', [0, 300]),
    sampleNode('slerp', 'slerp', [400, 0]),
    sampleNode('attribute', 'attribute_vector', [400, 300]),
    sampleNode('mix', 'multi_slerp', [800, 0]),
  ],
  [['noise.latents', 'slerp.a']],
);
let at: ReturnType<typeof mountCanvas>;

beforeEach(() => {
  at = mountCanvas(start);
});

afterEach(() => {
  at.view.dispose();
  document.body.replaceChildren();
  vi.useRealTimers();
});

const linksTo = (end: string) => at.editor.workflow.peek().links.filter((link) => link.to === end);

describe('moving nodes', () => {
  it('moves the node under the hand, in one step of undo', () => {
    at.drag([40, 10], [90, 40]);
    expect(at.node('noise').position).toEqual([50, 30]);
    expect(new Set(at.editor.edits.map((edit) => edit.merge)).size).toBe(1);
    at.editor.undo();
    expect(at.node('noise').position).toEqual([0, 0]);
  });

  it('moves everything that is selected when one of it is dragged', () => {
    at.editor.selection.value = new Set(['noise', 'noise_2']);
    at.drag([40, 310], [45, 320]);
    expect([at.node('noise').position, at.node('noise_2').position]).toEqual([
      [5, 10],
      [5, 310],
    ]);
    expect(at.node('slerp').position).toEqual([400, 0]);
  });

  it('makes two drags two steps', () => {
    at.drag([40, 10], [50, 10]);
    at.drag([50, 10], [60, 10]);
    at.editor.undo();
    expect(at.node('noise').position).toEqual([10, 0]);
  });

  it('takes a drag back on Escape', () => {
    at.press([40, 10]);
    at.move([140, 110]);
    at.canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(at.node('noise').position).toEqual([0, 0]);
  });

  it('leaves the node where it is when the hand only trembles', () => {
    at.drag([40, 10], [41, 11]);
    expect(at.editor.edits).toEqual([]);
  });

  it('drags a copy with Alt', () => {
    at.drag([40, 10], [40, 210], { altKey: true });
    expect(at.node('noise').position).toEqual([0, 0]);
    expect(at.editor.workflow.peek().nodes).toHaveLength(6);
    expect(at.editor.selection.peek().has('noise')).toBe(false);
  });

  it('resizes at the corner, not below what can be used', () => {
    const rect = at.view.nodeRect('slerp');
    const corner = [(rect?.x ?? 0) + (rect?.width ?? 0) - 3, (rect?.y ?? 0) + (rect?.height ?? 0) - 3] as const;
    at.drag(corner, [corner[0] + 60, corner[1]]);
    expect(at.view.nodeRect('slerp')?.width).toBe(270);
    at.drag([corner[0] + 60, corner[1]], [0, corner[1]]);
    expect(at.view.nodeRect('slerp')?.width).toBe(140);
  });
});

describe('selecting', () => {
  it('takes one with a click, more with Shift, and fewer with Shift again', () => {
    at.click([40, 10]);
    at.click([440, 10], { shiftKey: true });
    expect([...at.editor.selection.peek()]).toEqual(['noise', 'slerp']);
    at.click([40, 10], { shiftKey: true });
    expect([...at.editor.selection.peek()]).toEqual(['slerp']);
  });

  it('takes what a rectangle over empty space touches', () => {
    at.drag([300, 600], [1, 1]);
    expect([...at.editor.selection.peek()].sort()).toEqual(['noise', 'noise_2']);
  });

  it('is empty after a click on nothing', () => {
    at.click([40, 10]);
    at.click([300, 250]);
    expect(at.editor.selection.peek().size).toBe(0);
  });

  it('asks for the menu of the node under the pointer, and of the canvas elsewhere', () => {
    at.send('contextmenu', [40, 10], { button: 2 });
    at.send('contextmenu', [300, 250], { button: 2 });
    expect(at.asked).toEqual([
      { name: 'menu', request: { screen: [40, 10], of: 'nodes' } },
      { name: 'menu', request: { screen: [300, 250], of: 'canvas' } },
    ]);
  });
});

describe('hints', () => {
  const hint = () => at.host.querySelector<HTMLElement>('[role=tooltip]');
  const rest = (point: readonly [number, number]) => {
    at.move(point);
    vi.advanceTimersByTime(1000);
  };

  beforeEach(() => void vi.useFakeTimers());

  it('go when what they speak of is taken away under a resting pointer', () => {
    const [fromX, fromY] = at.port('noise', 'latents', 'output');
    const [toX, toY] = at.port('slerp', 'a', 'input');
    rest([(fromX + toX) / 2, (fromY + toY) / 2]);
    expect(hint()?.hidden).toBe(false);
    at.editor.edit('Delete', (workflow) => ({ ...workflow, links: [] }));
    expect(hint()?.hidden).toBe(true);
  });

  it('go when something else is selected, and stay while the window looks elsewhere', () => {
    rest([40, 10]);
    at.editor.setViewport({ x: 1, y: 0, zoom: 1 });
    expect(hint()?.hidden).toBe(false);
    at.editor.selection.value = new Set(['mix']);
    expect(hint()?.hidden).toBe(true);
  });
});

describe('drawing wires', () => {
  it('joins an output and an input', () => {
    at.drag(at.port('noise_2', 'latents', 'output'), at.port('slerp', 'b', 'input'));
    expect(linksTo('slerp.b')).toEqual([{ from: 'noise_2.latents', to: 'slerp.b' }]);
  });

  it('joins backwards from an input', () => {
    at.drag(at.port('slerp', 'b', 'input'), at.port('noise_2', 'latents', 'output'));
    expect(linksTo('slerp.b')).toHaveLength(1);
  });

  it('is refused while it is dragged to a port that does not fit, and says why', () => {
    vi.useFakeTimers();
    const to = at.port('slerp', 'b', 'input');
    at.press(at.port('attribute', 'direction', 'output'));
    at.move([500, 200]);
    at.move(to);
    vi.advanceTimersByTime(1000);
    expect(at.host.querySelector('[role=tooltip]')?.textContent).toBe('This input takes latents, not a direction.');
    at.release(to);
    expect(linksTo('slerp.b')).toEqual([]);
    expect(at.asked).toEqual([]);
  });

  it('is refused where it would make a circle', () => {
    at.drag(at.port('slerp', 'latents', 'output'), at.port('slerp', 'b', 'input'));
    expect(linksTo('slerp.b')).toEqual([]);
  });

  it('lands on the nearest fitting port when it is dropped anywhere on a node', () => {
    at.drag(at.port('noise_2', 'latents', 'output'), [900, 12]);
    expect(linksTo('mix.points.1')).toHaveLength(1);
  });

  it('is refused right on a port that does not fit, though a free one beside it would', () => {
    const nodes = [...start.nodes, sampleNode('apply', 'apply_directions', [800, 300])];
    at.editor.workflow.value = { ...at.editor.workflow.peek(), nodes };
    const [x, y] = at.port('apply', 'latents', 'input');
    at.drag(at.port('attribute', 'direction', 'output'), [x - 5, y + 8]);
    expect(linksTo('apply.directions.1')).toEqual([]);
    at.drag(at.port('attribute', 'direction', 'output'), [x - 5, y + 16]);
    expect(linksTo('apply.directions.1')).toHaveLength(1);
  });

  it('replaces another one only where it is dropped on that port', () => {
    const wiredTo = () => at.editor.workflow.peek().links.filter((link) => link.to === 'attribute.with');
    at.drag(at.port('noise', 'latents', 'output'), at.port('attribute', 'with', 'input'));
    at.drag(at.port('noise', 'latents', 'output'), at.port('attribute', 'without', 'input'));
    const before = at.editor.workflow.peek().links;
    at.drag(at.port('noise_2', 'latents', 'output'), [500, 400]);
    expect(at.editor.workflow.peek().links).toBe(before);
    expect(at.asked).toEqual([]);
    at.drag(at.port('noise_2', 'latents', 'output'), at.port('attribute', 'with', 'input'));
    expect(wiredTo()).toEqual([{ from: 'noise_2.latents', to: 'attribute.with' }]);
  });

  it('says on a node whose fitting inputs are taken how to replace their wire', () => {
    vi.useFakeTimers();
    at.drag(at.port('noise', 'latents', 'output'), at.port('slerp', 'b', 'input'));
    at.press(at.port('noise_2', 'latents', 'output'));
    at.move([450, 100]);
    at.move([500, 120]);
    vi.advanceTimersByTime(1000);
    expect(at.host.querySelector('[role=tooltip]')?.textContent).toBe(
      'This input is already connected. Drop the wire on its port to replace it.',
    );
  });

  it('takes any free port of a collapsed node, whose ports lie on one spot', () => {
    const nodes = start.nodes.map((node) => (node.id === 'slerp' ? { ...node, collapsed: true } : node));
    at.editor.workflow.value = { ...at.editor.workflow.peek(), nodes };
    at.drag(at.port('noise_2', 'latents', 'output'), at.port('slerp', 'a', 'input'));
    expect(at.editor.workflow.peek().links).toEqual([
      { from: 'noise.latents', to: 'slerp.a' },
      { from: 'noise_2.latents', to: 'slerp.b' },
    ]);
  });

  it('finds one more place with every wire of an input that repeats', () => {
    at.drag(at.port('noise', 'latents', 'output'), at.port('mix', 'points.1', 'input'));
    at.drag(at.port('noise_2', 'latents', 'output'), at.port('mix', 'points.2', 'input'));
    at.drag(at.port('slerp', 'latents', 'output'), at.port('mix', 'points.3', 'input'));
    expect(at.view.portPosition('mix', 'points.4', 'input')).toBeDefined();
    expect(at.editor.workflow.peek().links).toHaveLength(4);
  });

  it('is picked up from its input, and gone when it is dropped on nothing', () => {
    at.drag(at.port('slerp', 'a', 'input'), [600, 600]);
    expect(at.editor.workflow.peek().links).toEqual([]);
    expect(at.asked).toEqual([]);
  });

  it('is picked up and put elsewhere in one step', () => {
    at.drag(at.port('slerp', 'a', 'input'), at.port('slerp', 'b', 'input'));
    expect(at.editor.workflow.peek().links).toEqual([{ from: 'noise.latents', to: 'slerp.b' }]);
    at.editor.undo();
    expect(linksTo('slerp.a')).toHaveLength(1);
  });

  it('asks what fits when it is dropped on nothing', () => {
    at.drag(at.port('slerp', 'latents', 'output'), [600, 600]);
    expect(at.asked).toEqual([
      {
        name: 'palette',
        request: { screen: [600, 600], graph: [600, 600], wire: { node: 'slerp', port: 'latents', side: 'output' } },
      },
    ]);
  });
});

describe('selecting a wire', () => {
  /** On the wire from noise to slerp.a, between the nodes. */
  const onWire = () => at.view.wireMiddle({ node: 'slerp', port: 'a' }) ?? [0, 0];

  it('takes it with a click, and nothing else', () => {
    at.editor.selection.value = new Set(['noise']);
    at.click(onWire());
    expect(at.editor.selectedWire.peek()).toBe('slerp.a');
    expect(at.editor.selection.peek().size).toBe(0);
  });

  it('lets it go with a click elsewhere, on nothing or on a node', () => {
    for (const elsewhere of [
      [300, 250],
      [40, 10],
    ] as const) {
      at.click(onWire());
      at.click(elsewhere);
      expect(at.editor.selectedWire.peek()).toBeNull();
    }
  });

  it('takes it with the right button too, and asks for its menu', () => {
    const screen = onWire();
    at.send('contextmenu', screen, { button: 2 });
    expect(at.editor.selectedWire.peek()).toBe('slerp.a');
    expect(at.asked).toEqual([{ name: 'menu', request: { screen, of: 'wire' } }]);
  });

  it('draws a rectangle to select nodes when it becomes a drag', () => {
    const [x, y] = onWire();
    at.drag([x, y], [x + 300, y + 60]);
    expect(at.editor.selectedWire.peek()).toBeNull();
    expect([...at.editor.selection.peek()]).toEqual(['slerp']);
  });
});

describe('using fields on nodes', () => {
  it('scrubs a slider along with the pointer, slowly with Shift, never out of bounds', () => {
    const field = at.field('slerp', 't');
    const width = at.view.widgetRect('slerp', 't')?.width ?? 0;
    at.drag(field, [field[0] + width / 3, field[1]]);
    expect(at.node('slerp').parameters.t).toBeCloseTo(1.5, 1);
    at.drag(field, [field[0] - 4 * width, field[1]]);
    expect(at.node('slerp').parameters.t).toBe(-1);
    at.drag(field, [field[0] + width / 3, field[1]], { shiftKey: true });
    expect(at.node('slerp').parameters.t).toBeCloseTo(-0.9, 2);
  });

  it('types an expression after a double click', () => {
    at.send('dblclick', at.field('slerp', 't'));
    const input = at.host.querySelector('input');
    if (!input) throw new Error('no field opened');
    input.value = '1/4';
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(at.node('slerp').parameters.t).toBe(0.25);
    expect(at.host.querySelector('input')).toBeNull();
  });

  it('runs nothing that is typed, and marks it as wrong', () => {
    at.send('dblclick', at.field('slerp', 't'));
    const input = at.host.querySelector('input');
    if (!input) throw new Error('no field opened');
    input.value = 'globalThis.hacked = 1';
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect('hacked' in globalThis).toBe(false);
    expect(at.node('slerp').parameters).toEqual({});
  });

  it('switches a toggle with a click', () => {
    at.click(at.field('slerp', 'normalise'));
    expect(at.node('slerp').parameters.normalise).toBe(false);
  });

  it('chooses an option by keyboard', () => {
    at.click(at.field('slerp', 'radius'));
    const menu = at.host.querySelector('[role=listbox]');
    menu?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    menu?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(at.node('slerp').parameters.radius).toBe('keep_a');
    expect(at.host.querySelector('[role=listbox]')).toBeNull();
  });

  it('does not change a parameter that a wire drives', () => {
    const nodes = [...start.nodes, sampleNode('numbers', 'numbers', [0, 700])];
    at.editor.workflow.value = {
      ...at.editor.workflow.peek(),
      nodes,
      links: [{ from: 'numbers.numbers', to: 'slerp.t' }],
    };
    const field = at.field('slerp', 't');
    at.drag(field, [field[0] + 40, field[1]]);
    expect(at.node('slerp').parameters).toEqual({});
    expect(at.node('slerp').position).toEqual([440, 0]);
  });
});

describe('the rest of the canvas', () => {
  it('collapses a node with the sign in its header', () => {
    at.click([400 + 210 - 12, 13]);
    expect(at.node('slerp').collapsed).toBe(true);
  });

  it('renames with a double click on the title', () => {
    at.send('dblclick', [440, 10]);
    const input = at.host.querySelector('input');
    if (!input) throw new Error('no field opened');
    input.value = 'Between';
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(at.node('slerp').title).toBe('Between');
  });

  it('asks for the palette on a double click on nothing', () => {
    at.send('dblclick', [300, 250]);
    expect(at.asked.map((each) => each.name)).toEqual(['palette']);
    expect(at.asked[0]?.request).toMatchObject({ graph: [300, 250], wire: null });
  });

  it('pans with the middle button and with Space, and edits nothing by it', () => {
    at.drag([300, 250], [310, 270], { button: 1 });
    expect(at.view.toScreen([0, 0])).toEqual([10, 20]);
    at.canvas.dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }));
    at.drag([50, 30], [55, 30]);
    expect(at.view.toScreen([0, 0])).toEqual([15, 20]);
    expect(at.editor.edits).toEqual([]);
  });

  it('leaves the keys of the editor alone', () => {
    const seen: string[] = [];
    at.host.addEventListener('keydown', (event) => seen.push(`${event.key} ${event.defaultPrevented}`));
    for (const key of ['Delete', 'z', 'a', 'Escape']) {
      at.canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    expect(seen).toEqual(['Delete false', 'z false', 'a false', 'Escape false']);
    expect(at.editor.edits).toEqual([]);
  });

  it('moves a group with what lies in it', () => {
    const group = {
      id: 'g',
      title: 'Group',
      position: [380, -60] as [number, number],
      size: [300, 250] as [number, number],
    };
    at.editor.workflow.value = { ...start, groups: [group] };
    at.drag([390, -50], [400, -30]);
    expect(at.editor.workflow.peek().groups[0]?.position).toEqual([390, -40]);
    expect(at.node('slerp').position).toEqual([410, 20]);
    expect(at.node('noise').position).toEqual([0, 0]);
  });

  it('asks for the very picture of a sheet that was clicked', () => {
    const [width, height] = [8, 8];
    const sheet = { width, height, frames: 4, rgba: new Uint8ClampedArray(width * height * 4 * 4) };
    const done: NodeState = { status: 'done', pictures: [sheet], outputs: {}, warnings: [] };
    at.editor.workflow.value = workflowOf([sampleNode('preview', 'preview_image', [0, 0])]);
    at.editor.nodeStates.value = new Map([['preview', done]]);
    const rect = at.view.pictureRect('preview');
    if (!rect) throw new Error('no picture');
    const quarter = (x: number, y: number) => [rect.x + rect.width * x, rect.y + rect.height * y] as const;
    at.click(quarter(0.25, 0.25));
    at.click(quarter(0.75, 0.75));
    expect(at.asked.map((each) => each.request)).toEqual([
      { node: 'preview', frame: 0 },
      { node: 'preview', frame: 3 },
    ]);
  });

  it('shows at its foot where its files are, which answers to a click', () => {
    const saved: NodeState = { status: 'cached', pictures: [], outputs: {}, warnings: [], files: ['results/a.png'] };
    const viewport = { x: 0, y: 0, zoom: 1 };
    at.editor.workflow.value = { ...workflowOf([sampleNode('preview', 'preview_image', [0, 0])]), viewport };
    const before = at.view.nodeRect('preview');
    at.editor.nodeStates.value = new Map([['preview', saved]]);
    const rect = at.view.nodeRect('preview');
    if (!rect || !before) throw new Error('no node');
    expect(rect.height).toBeGreaterThan(before.height);
    at.click([rect.x + rect.width / 2, rect.y + rect.height - 14]);
    expect(at.asked).toEqual([{ name: 'written', request: 'preview' }]);
  });

  it('is named for those who cannot see it', () => {
    expect(at.canvas.getAttribute('role')).toBe('application');
    expect(at.canvas.getAttribute('aria-label')).toContain('outline');
  });

  it('writes where it looks into the workflow, as no step of undo', () => {
    vi.useFakeTimers();
    at.drag([300, 250], [310, 270], { button: 1 });
    vi.advanceTimersByTime(1000);
    expect(at.editor.workflow.peek().viewport).toEqual({ x: -10, y: -20, zoom: 1 });
    expect(at.editor.edits).toEqual([]);
  });

  it('leaves nothing behind', () => {
    at.view.dispose();
    expect(at.host.childElementCount).toBe(0);
  });
});

describe('opening another workflow', () => {
  const far = workflowOf([sampleNode('noise', 'noise', [5000, 5000])]);

  it('looks where that one was left', () => {
    at.editor.workflow.value = { ...far, inputs: [], models: [], viewport: { x: 4900, y: 4900, zoom: 2 } };
    expect(at.view.toGraph([0, 0])).toEqual([4900, 4900]);
    expect(at.view.zoom()).toBe(2);
  });

  it('frames all of it where it does not say, even when its nodes have the same names', () => {
    at.editor.workflow.value = { ...far, inputs: [], models: [] };
    const [x] = at.view.centre();
    expect(x).toBeCloseTo(5105, 0);
  });

  it('stays where it is for any edit', () => {
    at.drag([40, 10], [500, 500]);
    expect(at.view.toGraph([0, 0])).toEqual([0, 0]);
  });
});

describe('groups', () => {
  const group = {
    id: 'g',
    title: 'Group',
    position: [380, -60] as [number, number],
    size: [300, 250] as [number, number],
  };
  const isCollapsed = () => at.editor.workflow.peek().groups[0]?.collapsed === true;
  const showGroups = (...groups: (typeof group)[]) => {
    at.editor.workflow.value = { ...start, groups };
  };

  beforeEach(() => showGroups(group));

  it('are selected alone by a press on their title', () => {
    at.click([40, 10]);
    at.click([400, -50]);
    expect([at.editor.selectedGroup.peek(), at.editor.selection.peek().size]).toEqual(['g', 0]);
    at.click([40, 10]);
    expect(at.editor.selectedGroup.peek()).toBeNull();
  });

  it('are brought into the middle, also where no node lies in them', () => {
    const middle = () => at.view.centre();
    at.view.revealPlace([5000, 3000], [300, 200]);
    expect(middle().map(Math.round)).toEqual([5150, 3100]);
  });

  it('have a menu of their own', () => {
    at.send('contextmenu', [400, -50], { button: 2 });
    expect(at.asked).toEqual([{ name: 'menu', request: { screen: [400, -50], of: 'group' } }]);
    expect(at.editor.selectedGroup.peek()).toBe('g');
  });

  it('collapse at the sign in their title and open by a double click', () => {
    at.click([670, -50]);
    expect(isCollapsed()).toBe(true);
    expect(at.view.nodeRect('slerp')).toBeUndefined();
    expect(at.view.groupRect('g')).toEqual({ x: 380, y: -60, width: 220, height: 64 });
    at.click([450, -20]);
    at.send('dblclick', [450, -20]);
    expect(isCollapsed()).toBe(false);
    expect(at.view.nodeRect('slerp')).toBeDefined();
  });

  it('do nothing more on the second click of a double click on their sign', () => {
    at.click([590, -50]);
    at.click([670, -50]);
    at.click([670, -50]);
    at.send('dblclick', [670, -50]);
    expect(isCollapsed()).toBe(true);
    expect(at.asked).toEqual([]);
  });

  it('are what keys mean once their box was dragged', () => {
    at.click([670, -50]);
    at.click([300, 250]);
    at.drag([450, -20], [460, 0]);
    expect(at.editor.selectedGroup.peek()).toBe('g');
  });

  it('are selected with their nodes while they are collapsed, and dragged with what else is selected', () => {
    at.click([670, -50]);
    at.click([40, 10]);
    at.click([450, -20], { shiftKey: true });
    expect([...at.editor.selection.peek()]).toEqual(['noise', 'slerp']);
    at.drag([450, -20], [460, 0]);
    expect(at.editor.workflow.peek().groups[0]?.position).toEqual([390, -40]);
    expect(at.node('slerp').position).toEqual([410, 20]);
    expect(at.node('noise').position).toEqual([10, 20]);
    at.editor.undo();
    expect(at.editor.workflow.peek().groups[0]?.position).toEqual([380, -60]);
    expect(at.node('slerp').position).toEqual([400, 0]);
  });

  it('are taken with their nodes by a rectangle that touches their box', () => {
    at.click([670, -50]);
    at.drag([300, 260], [390, -40]);
    expect([...at.editor.selection.peek()]).toEqual(['slerp']);
  });

  it('keep the nodes beside them in place when an empty one is dragged', () => {
    showGroups({ ...group, position: [-500, -500], size: [300, 100] });
    at.drag([-490, -490], [-480, -490]);
    expect(at.editor.workflow.peek().groups[0]?.position).toEqual([-490, -500]);
    expect(at.editor.workflow.peek().nodes).toEqual(start.nodes);
  });
});

describe('the key for menus', () => {
  /** As browsers do: the event comes at the middle of what has the focus. */
  const pressMenuKey = (key: string, shiftKey = false) => {
    at.canvas.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
    at.send('contextmenu', [512, 384]);
  };
  const asked = () => at.asked.at(-1)?.request;

  it('asks for the menu of what is selected, wherever the pointer is', () => {
    at.editor.selection.value = new Set(['slerp']);
    pressMenuKey('ContextMenu');
    expect(asked()).toMatchObject({ of: 'nodes' });
    expect([...at.editor.selection.peek()]).toEqual(['slerp']);
  });

  it('asks for the menu of a selected group', () => {
    at.editor.workflow.value = { ...start, groups: [{ id: 'g', title: '', position: [380, 60], size: [300, 250] }] };
    at.editor.selectedGroup.value = 'g';
    pressMenuKey('F10', true);
    expect(asked()).toMatchObject({ of: 'group' });
  });

  it('asks for the menu of the canvas while nothing is selected', () => {
    pressMenuKey('ContextMenu');
    expect(asked()).toMatchObject({ of: 'canvas' });
  });

  it('means nothing for the next click of the other button', () => {
    pressMenuKey('ContextMenu');
    at.press([40, 10], { button: 2 });
    at.send('contextmenu', [40, 10], { button: 2 });
    expect(asked()).toEqual({ of: 'nodes', screen: [40, 10] });
  });
});

describe('a note', () => {
  const text = '[here](https://example.org/) and *there*';

  beforeEach(() => {
    const note = sampleNode('note', 'note', [0, 0], { parameters: { text } });
    at.editor.workflow.value = { ...workflowOf([note]), viewport: { x: 0, y: 0, zoom: 1 } };
  });

  /** From the corner of its text. */
  const within = (x: number, y: number) => {
    const rect = at.view.widgetRect('note', 'text');
    return [(rect?.x ?? 0) + x, (rect?.y ?? 0) + y] as const;
  };

  it('opens a link that is clicked, and moves where one is dragged', () => {
    at.click(within(6, 8));
    expect(at.asked).toEqual([{ name: 'link', request: 'https://example.org/' }]);
    at.drag(within(6, 8), within(46, 28));
    expect(at.asked).toHaveLength(1);
    expect(at.node('note').position).toEqual([40, 20]);
  });

  it('opens a link once, and is edited, by a double click on it', () => {
    at.click(within(6, 8));
    at.click(within(6, 8));
    at.send('dblclick', within(6, 8));
    expect(at.asked).toHaveLength(1);
    expect(at.host.querySelector('textarea')?.value).toBe(text);
  });

  it('opens no link while more is selected with Shift', () => {
    at.click(within(6, 8), { shiftKey: true });
    expect(at.asked).toEqual([]);
    expect([...at.editor.selection.peek()]).toEqual(['note']);
  });

  it('is edited as it is written, by a double click alone', () => {
    at.click(within(100, 60));
    expect(at.host.querySelector('textarea')).toBeNull();
    at.send('dblclick', within(100, 60));
    expect(at.host.querySelector('textarea')?.value).toBe(text);
  });
});

describe('with Shift', () => {
  const isOnDot = ([x, y]: readonly [number, number]) => [x, y].every((each) => (((each - 12) % 24) + 24) % 24 === 0);

  it('the corner of a node that is dragged lies on a dot of the grid, and what is dragged along keeps its distance', () => {
    at.editor.selection.value = new Set(['noise', 'noise_2']);
    at.drag([40, 310], [95, 347], { shiftKey: true });
    expect(isOnDot(at.node('noise_2').position)).toBe(true);
    expect(at.node('noise_2').position).toEqual([60, 348]);
    expect(at.node('noise').position).toEqual([60, 48]);
  });

  it('the lower right corner of what is resized lies on a dot', () => {
    const rect = at.view.nodeRect('slerp');
    const corner = [(rect?.x ?? 0) + (rect?.width ?? 0) - 3, (rect?.y ?? 0) + (rect?.height ?? 0) - 3] as const;
    at.drag(corner, [corner[0] + 31, corner[1] + 40], { shiftKey: true });
    const [width = 0, height = 0] = at.node('slerp').size ?? [];
    expect(isOnDot([400 + width, height])).toBe(true);
  });

  it('a group is moved and resized from dot to dot', () => {
    at.editor.workflow.value = { ...start, groups: [{ id: 'g', title: '', position: [381, -61], size: [300, 250] }] };
    const group = () => at.editor.workflow.peek().groups[0];
    at.drag([390, -50], [400, -30], { shiftKey: true });
    expect(group()?.position).toEqual([396, -36]);
    at.drag([693, 211], [700, 230], { shiftKey: true });
    expect(isOnDot([396 + (group()?.size[0] ?? 0), -36 + (group()?.size[1] ?? 0)])).toBe(true);
  });

  it('nothing snaps once it is let go within the drag', () => {
    at.press([40, 310]);
    at.move([80, 330], { shiftKey: true });
    at.move([97, 331]);
    at.release([97, 331]);
    expect(at.node('noise_2').position).toEqual([57, 321]);
  });
});

describe('the note of a node', () => {
  const failed: NodeState = {
    status: 'failed',
    pictures: [],
    outputs: {},
    warnings: [],
    problem: { kind: 'invalid', message: 'It has no wire.', remedy: 'Connect one.', place: {} },
  } as unknown as NodeState;

  const fail = (id: string) => {
    at.editor.nodeStates.value = new Map([[id, failed]]);
  };

  it('folds and opens by a click on its sign, which moves nothing', () => {
    fail('noise_2');
    const sign = at.view.noteSignPosition('noise_2') ?? [0, 0];
    expect(at.view.noteRect('noise_2')).toBeDefined();
    at.click(sign);
    expect(at.view.noteRect('noise_2')).toBeUndefined();
    at.click(sign);
    expect(at.view.noteRect('noise_2')).toBeDefined();
    expect(at.editor.edits).toEqual([]);
  });

  it('opens again with what is new to say', () => {
    fail('noise_2');
    at.view.toggleNotes(['noise_2']);
    expect(at.view.noteRect('noise_2')).toBeUndefined();
    const problem = { ...failed.problem, message: 'Something else.' } as NonNullable<NodeState['problem']>;
    at.editor.nodeStates.value = new Map([['noise_2', { ...failed, problem }]]);
    expect(at.view.noteRect('noise_2')).toBeDefined();
  });

  it('has no sign on a node about which there is nothing to say', () => {
    expect(at.view.noteSignPosition('noise')).toBeUndefined();
  });
});
