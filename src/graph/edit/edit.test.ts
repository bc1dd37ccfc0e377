import { describe, expect, it } from 'vitest';
import { emptyWorkflow, type Workflow } from '../workflow/schema.ts';
import { addNode, newNode } from './addNode.ts';
import { connect, disconnect } from './connect.ts';
import { exposeInput } from './exposeInput.ts';
import { outputType } from './flowingType.ts';
import { groupNodes, moveGroup, ungroup } from './groups.ts';
import { insertOnWire } from './insertOnWire.ts';
import { refusal } from './refusal.ts';
import { removeNodes } from './removeNodes.ts';
import { setParameter, setTitle } from './setNode.ts';
import { copyText, duplicate, pasteAt, readCopiedText } from './subgraph.ts';
import { testRegistry } from './testing/registry.ts';

function withNodes(...types: readonly string[]): Workflow {
  return types.reduce(
    (workflow, type) => addNode(workflow, newNode(workflow, { type, version: 1 }, [0, 0])),
    emptyWorkflow(),
  );
}

const wire = (workflow: Workflow, from: string, to: string) => {
  const [fromNode = '', fromPort = ''] = from.split(/\.(.*)/s);
  const [toNode = '', toPort = ''] = to.split(/\.(.*)/s);
  return connect(workflow, testRegistry, { node: fromNode, port: fromPort }, { node: toNode, port: toPort });
};

describe('adding nodes', () => {
  it('gives readable ids that count on', () => {
    expect(withNodes('mix', 'mix', 'mix').nodes.map((node) => node.id)).toEqual(['mix', 'mix_2', 'mix_3']);
  });

  it('makes an id of a type with characters that ids may not hold', () => {
    expect(withNodes('my.node/é').nodes[0]?.id).toBe('my_node__');
  });
});

describe('connecting', () => {
  const four = withNodes('make_latents', 'make_latents', 'mix', 'number');

  it('fills the next free slot of a repeated input', () => {
    const one = wire(four, 'make_latents.latents', 'mix.points');
    const two = wire(one, 'make_latents_2.latents', 'mix.points');
    expect(two.links.map((link) => link.to)).toEqual(['mix.points.1', 'mix.points.2']);
  });

  it('uses a slot that became free in the middle', () => {
    let workflow = four;
    for (let count = 0; count < 3; count += 1) workflow = wire(workflow, 'make_latents.latents', 'mix.points');
    workflow = disconnect(workflow, { node: 'mix', port: 'points.2' });
    workflow = wire(workflow, 'make_latents_2.latents', 'mix.points');
    expect(workflow.links.at(-1)?.to).toBe('mix.points.2');
  });

  it('replaces the wire on a single input', () => {
    const workflow = withNodes('number', 'number', 'mix');
    const twice = wire(wire(workflow, 'number.number', 'mix.weight'), 'number_2.number', 'mix.weight');
    expect(twice.links).toEqual([{ from: 'number_2.number', to: 'mix.weight' }]);
  });

  it('refuses types that do not belong together and leaves the workflow as it is', () => {
    expect(wire(four, 'number.number', 'mix.points')).toBe(four);
    const sentence = refusal(four, testRegistry, { node: 'number', port: 'number' }, { node: 'mix', port: 'points' });
    expect(sentence).toBe('This input takes latents, not a number.');
  });

  it('refuses a circle, also one through other nodes', () => {
    const chain = wire(withNodes('mix', 'mix'), 'mix.latents', 'mix_2.points');
    expect(wire(chain, 'mix_2.latents', 'mix.points')).toBe(chain);
    expect(wire(chain, 'mix.latents', 'mix.points')).toBe(chain);
  });

  it('sees through reroutes what a wire carries', () => {
    const two = withNodes('number', 'reroute', 'reroute', 'mix');
    const chain = wire(wire(two, 'number.number', 'reroute.in'), 'reroute.out', 'reroute_2.in');
    expect(outputType(chain, testRegistry, { node: 'reroute_2', port: 'out' })).toBe('number');
    expect(wire(chain, 'reroute_2.out', 'mix.points')).toBe(chain);
    expect(wire(chain, 'reroute_2.out', 'mix.weight').links).toHaveLength(3);
  });
});

describe('inserting a node on a wire', () => {
  const wired = wire(withNodes('number', 'mix', 'reroute', 'make_latents'), 'number.number', 'mix.weight');
  const node = (type: string) => newNode(wired, { type, version: 1 }, [5, 6]);

  it('leads through the node what flows in the wire', () => {
    const after = insertOnWire(wired, testRegistry, { node: 'mix', port: 'weight' }, node('reroute'));
    expect(after.links).toEqual([
      { from: 'number.number', to: 'reroute_2.in' },
      { from: 'reroute_2.out', to: 'mix.weight' },
    ]);
    expect(after.nodes.at(-1)?.position).toEqual([5, 6]);
  });

  it('leaves the workflow as it is where the node does not fit, or no wire is', () => {
    const at = { node: 'mix', port: 'weight' };
    expect(insertOnWire(wired, testRegistry, at, node('mix'))).toBe(wired);
    expect(insertOnWire(wired, testRegistry, at, node('make_latents'))).toBe(wired);
    expect(insertOnWire(wired, testRegistry, { node: 'mix', port: 'points.1' }, node('reroute'))).toBe(wired);
  });
});

describe('removing nodes', () => {
  it('takes their wires and exposed inputs along', () => {
    const wired = wire(withNodes('number', 'mix'), 'number.number', 'mix.weight');
    const exposed = exposeInput(wired, { node: 'number', port: 'value' }, 'Value');
    const removed = removeNodes(exposed, ['number']);
    expect(removed.links).toEqual([]);
    expect(removed.inputs).toEqual([]);
    expect(removed.nodes.map((node) => node.id)).toEqual(['mix']);
  });
});

describe('setting parameters and titles', () => {
  const one = withNodes('number');

  it('keeps an own parameter called __proto__ away from the prototype', () => {
    const changed = setParameter(one, 'number', '__proto__', { polluted: true });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(changed.nodes[0]?.parameters)).toBe(Object.prototype);
  });

  it('returns the same workflow when nothing changes', () => {
    const changed = setParameter(one, 'number', 'value', 3);
    expect(setParameter(changed, 'number', 'value', 3)).toBe(changed);
    expect(setTitle(one, 'number', '  ')).toBe(one);
  });

  it('takes a parameter back to its default', () => {
    const changed = setParameter(one, 'number', 'value', 3);
    expect(setParameter(changed, 'number', 'value', undefined).nodes[0]?.parameters).toEqual({});
  });
});

describe('copying', () => {
  const wired = wire(withNodes('number', 'mix'), 'number.number', 'mix.weight');

  it('pastes nodes with the wires between them under new ids, with the corner where asked', () => {
    const part = readCopiedText(copyText(wired, ['number', 'mix']));
    expect(part).toBeDefined();
    if (!part) return;
    const pasted = pasteAt(wired, part, [100, 50]);
    expect(pasted.ids).toEqual(['number_2', 'mix_2']);
    expect(pasted.workflow.links.at(-1)).toEqual({ from: 'number_2.number', to: 'mix_2.weight' });
    expect(pasted.workflow.nodes.at(-1)?.position).toEqual([100, 50]);
  });

  it('leaves other text alone', () => {
    for (const text of ['', 'hello', '{}', '{"format":"arcspace-nodes"}', '[', 'null']) {
      expect(readCopiedText(text)).toBeUndefined();
    }
  });

  it('duplicates with the wires that fed the original', () => {
    const copy = duplicate(wired, ['mix']);
    expect(copy.workflow.links.at(-1)).toEqual({ from: 'number.number', to: 'mix_2.weight' });
  });
});

describe('groups', () => {
  it('move what lies in them and leave it when they go', () => {
    const grouped = groupNodes(withNodes('number', 'mix'), ['number', 'mix'], 'Pair');
    const moved = moveGroup(grouped, 'group', [10, 20]);
    expect(moved.nodes.map((node) => node.position)).toEqual([
      [10, 20],
      [10, 20],
    ]);
    expect(ungroup(moved, 'group').nodes).toHaveLength(2);
  });
});
