import { describe, expect, test } from 'vitest';
import { workflowOf } from '../testing/workflowOf.ts';
import { addNode, freeId, newNode } from './addNode.ts';
import { connect, disconnect } from './connect.ts';
import { inputType } from './flowingType.ts';
import { insertOnWire } from './insertOnWire.ts';
import { moveNodes, placeNodes, resizeNode } from './moveNodes.ts';
import { refusal } from './refusal.ts';
import { removeNodes } from './removeNodes.ts';
import { freeSlot } from './slots.ts';
import { copyText, duplicate, pasteAt, readCopiedText } from './subgraph.ts';
import { testRegistry } from './testing/registry.ts';

const end = (text: string) => {
  const [node = '', port = ''] = text.split(/\.(.*)/s);
  return { node, port };
};
const nodes = {
  number: { type: 'number' },
  latents: { type: 'make_latents' },
  mix: { type: 'mix' },
  other: { type: 'mix' },
  way: { type: 'reroute' },
};
const workflow = workflowOf(nodes, ['number.number mix.weight', 'latents.latents mix.points.1']);
const full = workflowOf(
  nodes,
  [1, 2, 3, 4].map((slot) => `latents.latents mix.points.${slot}`),
);
const said = (from: string, to: string, of = workflow) => refusal(of, testRegistry, end(from), end(to));
const connected = (from: string, to: string, of = workflow) => connect(of, testRegistry, end(from), end(to));

describe('a wire that may not be drawn is refused with the reason', () => {
  test.each([
    ['number.gone', 'mix.weight', 'no output gone on number'],
    ['gone.number', 'mix.weight', 'no output number on gone'],
    ['number.number', 'mix.gone', 'no input gone on mix'],
    ['number.number', 'gone.weight', 'no input weight on gone'],
    ['number.number', 'mix.points', 'takes latents, not a number'],
    ['mix.latents', 'mix.points', 'itself'],
  ])('%s to %s', (from, to, reason) => {
    expect(said(from, to)).toContain(reason);
    expect(connected(from, to)).toBe(workflow);
  });

  test('also where every place of an input is taken, and where there never was such a place', () => {
    expect(said('latents.latents', 'mix.points', full)).toBeDefined();
    expect(connected('latents.latents', 'mix.points', full)).toBe(full);
    expect(said('latents.latents', 'mix.points.5', full)).toContain('no input');
  });

  test('and one that may be drawn is not', () => {
    expect(said('latents.latents', 'mix.points')).toBeUndefined();
    expect(said('latents.latents', 'mix.points.1')).toBeUndefined();
    expect(said('way.out', 'mix.weight')).toBeUndefined();
  });
});

describe('the places of an input', () => {
  test('are filled from the first to the last', () => {
    expect(freeSlot(workflow, testRegistry, end('mix.points'))).toBe('points.2');
    const three = workflowOf(
      nodes,
      full.links.slice(0, 3).map(({ from, to }) => `${from} ${to}`),
    );
    expect(freeSlot(three, testRegistry, end('mix.points'))).toBe('points.4');
    expect(freeSlot(full, testRegistry, end('mix.points'))).toBeUndefined();
  });

  test('have the type of the input, named whole or by number', () => {
    const typeOf = (text: string) => inputType(workflow, testRegistry, end(text));
    expect(typeOf('mix.points')).toBe('latents');
    expect(typeOf('mix.points.3')).toBe('latents');
    expect(typeOf('mix.weight')).toBe('number');
    for (const none of ['mix.points.9', 'mix.gone', 'gone.points', 'mix.toString'])
      expect(typeOf(none)).toBeUndefined();
  });
});

describe('wires', () => {
  test('drawn again change nothing', () => {
    expect(connected('number.number', 'mix.weight')).toBe(workflow);
    expect(connected('latents.latents', 'mix.points.1')).toBe(workflow);
  });

  test('drawn beside others leave those as they are', () => {
    const drawn = connected('latents.latents', 'other.points');
    expect(drawn.links).toEqual([...workflow.links, { from: 'latents.latents', to: 'other.points.1' }]);
  });

  test('are taken away one by one, and where there is none nothing changes', () => {
    expect(disconnect(workflow, end('mix.weight')).links).toEqual([workflow.links[1]]);
    expect(disconnect(workflow, end('other.weight'))).toBe(workflow);
  });
});

describe('a node put into a wire', () => {
  const way = newNode(workflow, { type: 'reroute', version: 1 }, [0, 0]);

  test('takes over the wire that it was dropped on, not another', () => {
    const after = insertOnWire(workflow, testRegistry, end('mix.points.1'), way);
    expect(after.links).toEqual([
      workflow.links[0],
      { from: 'latents.latents', to: 'reroute.in' },
      { from: 'reroute.out', to: 'mix.points.1' },
    ]);
  });

  test.each(['number', 'load_model', 'guide', 'decode', 'from_the_future'])(
    'stays out where it does not fit: %s',
    (type) => {
      const node = newNode(workflow, { type, version: 1 }, [0, 0]);
      expect(insertOnWire(workflow, testRegistry, end('mix.points.1'), node)).toBe(workflow);
      expect(insertOnWire(workflow, testRegistry, end('mix.weight'), node)).toBe(workflow);
    },
  );
});

describe('moving, placing and resizing', () => {
  const at = (of: typeof workflow, id: string) => of.nodes.find((node) => node.id === id)?.position;

  test('touch the named nodes alone', () => {
    const moved = moveNodes(workflow, ['mix'], [10, 0]);
    expect(at(moved, 'mix')).toEqual([10, 0]);
    expect(at(moved, 'other')).toEqual([0, 0]);
    expect(at(moveNodes(moved, ['mix'], [0, 5]), 'mix')).toEqual([10, 5]);
    const placed = placeNodes(moved, new Map([['other', [7, 8] as const]]));
    expect([at(placed, 'mix'), at(placed, 'other')]).toEqual([
      [10, 0],
      [7, 8],
    ]);
    const resized = resizeNode(placed, 'mix', [300, Number.NaN]);
    expect(resized.nodes.find(({ id }) => id === 'mix')?.size).toEqual([300, 0]);
    expect(resized.nodes.find(({ id }) => id === 'other')).not.toHaveProperty('size');
  });

  test('by nothing, or to where it is, changes nothing', () => {
    expect(moveNodes(workflow, ['mix'], [0, 0])).toBe(workflow);
    expect(placeNodes(workflow, new Map([['mix', [0, 0] as const]]))).toBe(workflow);
    const placed = placeNodes(workflow, new Map([['mix', [0, 1] as const]]));
    expect(at(placed, 'mix')).toEqual([0, 1]);
    expect(placeNodes(placed, new Map([['mix', [0, 1] as const]]))).toBe(placed);
  });
});

describe('removing and adding', () => {
  test('a removed node takes the wires at both of its sides along, and only those', () => {
    const chain = workflowOf(nodes, ['number.number way.in', 'way.out mix.weight', 'latents.latents mix.points.1']);
    const removed = removeNodes({ ...chain, inputs: [{ name: 'value', label: 'Value', target: 'number.value' }] }, [
      'way',
    ]);
    expect(removed.links).toEqual([{ from: 'latents.latents', to: 'mix.points.1' }]);
    expect(removed.inputs).toHaveLength(1);
    expect(removeNodes(chain, ['gone'])).toBe(chain);
  });

  test('a node whose id is taken is not added again', () => {
    const [first] = workflow.nodes;
    if (first) expect(addNode(workflow, first)).toBe(workflow);
  });

  test('an id is made of any wish', () => {
    expect(freeId(new Set(), '')).toBe('node');
    expect(freeId(new Set(['node']), '')).toBe('node_2');
    expect(freeId(new Set(), 'x'.repeat(400))).toBe('x'.repeat(150));
  });
});

describe('copies', () => {
  const apart = {
    ...workflow,
    nodes: workflow.nodes.map((node, i) => ({ ...node, position: [100 * i, -50 * i] as [number, number] })),
  };
  const part = (...ids: string[]) => {
    const read = readCopiedText(copyText(apart, ids));
    if (!read) throw new Error('what is copied can be read');
    return read;
  };

  test('hold the named nodes and the wires between them, nothing else', () => {
    const copied = part('number', 'mix');
    expect(copied.nodes.map(({ id }) => id)).toEqual(['number', 'mix']);
    expect(copied.links).toEqual([{ from: 'number.number', to: 'mix.weight' }]);
  });

  test('keep their places to each other, the top left corner of all where it is asked', () => {
    const { workflow: pasted, ids } = pasteAt(apart, part('number', 'mix', 'other'), [1000, 2000]);
    const placed = ids.map((id) => pasted.nodes.find((node) => node.id === id)?.position);
    expect(placed).toEqual([
      [1000, 2150],
      [1200, 2050],
      [1300, 2000],
    ]);
  });

  test('are numbered on from the name, not from the number', () => {
    const twice = pasteAt(apart, part('mix'), [0, 0]).workflow;
    const copied = readCopiedText(copyText(twice, ['mix_2']));
    expect(copied && pasteAt(twice, copied, [0, 0]).ids).toEqual(['mix_3']);
    const ten = workflowOf({ mix_12: { type: 'mix' }, mix_1_a: { type: 'mix' } });
    const both = readCopiedText(copyText(ten, ['mix_12', 'mix_1_a']));
    expect(both && pasteAt(ten, both, [0, 0]).ids).toEqual(['mix', 'mix_1_a_2']);
  });

  test('of a text that was changed by hand never wire an input twice, nor to what is not there', () => {
    const copied = part('number', 'mix');
    const [wire] = copied.links;
    const odd = {
      ...copied,
      links: [...copied.links, ...copied.links, { from: 'gone.x', to: 'mix.points.1' }, { from: 'number', to: 'mix' }],
    };
    const { workflow: pasted } = pasteAt(workflowOf({}), odd, [0, 0]);
    expect(pasted.links).toEqual([wire]);
  });

  test('by duplicating lie a little aside, with the wires that fed the originals and those between them', () => {
    const { workflow: after, ids } = duplicate(apart, ['number', 'mix']);
    expect(ids).toEqual(['number_2', 'mix_2']);
    expect(after.nodes.find(({ id }) => id === 'mix_2')?.position).toEqual([232, -68]);
    expect(after.links.slice(2)).toEqual([
      { from: 'number_2.number', to: 'mix_2.weight' },
      { from: 'latents.latents', to: 'mix_2.points.1' },
    ]);
  });
});
