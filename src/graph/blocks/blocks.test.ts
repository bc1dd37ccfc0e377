import { describe, expect, it } from 'vitest';
import { demoteParameter, promoteParameter, renamePort } from '../edit/blockPorts.ts';
import { connect, disconnect } from '../edit/connect.ts';
import { dissolveBlock } from '../edit/dissolveBlock.ts';
import { insertRefusal } from '../edit/insertRefusal.ts';
import { blockRefusal, makeBlock } from '../edit/makeBlock.ts';
import { moveNodes } from '../edit/moveNodes.ts';
import { removeNodes } from '../edit/removeNodes.ts';
import { setMode, setParameter } from '../edit/setNode.ts';
import { copyText, duplicate, pasteAt, readCopiedText, subgraph } from '../edit/subgraph.ts';
import { testRegistry } from '../edit/testing/registry.ts';
import { threadNode, unthreadNode } from '../edit/threadNode.ts';
import { findParameter } from '../parameters/findParameter.ts';
import { ArcspaceError } from '../problem.ts';
import { parseWorkflow } from '../workflow/parse.ts';
import { emptyWorkflow, type Workflow, type WorkflowBlock } from '../workflow/schema.ts';
import { INPUTS, OUTPUTS } from './edges.ts';
import { type Level, levelOf } from './level.ts';
import { NEW_PORT, portsOf } from './ports.ts';
import { putLevel } from './putLevel.ts';

const node = (id: string, type: string, x = 0, y = 0): Workflow['nodes'][number] => ({
  id,
  type,
  version: 1,
  position: [x, y],
  mode: 'on',
  parameters: {},
});

/** latents -> first -> second -> decode; a number drives both weights. */
const chain: Workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('latents', 'make_latents'),
    node('number', 'number', 0, 200),
    node('first', 'mix', 300),
    node('second', 'mix', 600),
    node('decode', 'decode', 900),
  ],
  links: [
    { from: 'latents.latents', to: 'first.points.1' },
    { from: 'first.latents', to: 'second.points.1' },
    { from: 'number.number', to: 'first.weight' },
    { from: 'number.number', to: 'second.weight' },
    { from: 'second.latents', to: 'decode.latents' },
  ],
};

const look = (root: Workflow, open: string | null = null): Level => levelOf(root, testRegistry, { open });

function made(root: Workflow, ids: readonly string[], open: string | null = null): Workflow {
  const block = makeBlock(look(root, open), ids);
  if (!block) throw new Error('refused');
  return block.workflow;
}

const edited = (root: Workflow, open: string | null, edit: (level: Workflow) => Workflow): Workflow => {
  const level = look(root, open);
  return putLevel(level, edit(level.workflow));
};

const wires = ({ links }: Workflow) => links.map(({ from, to }) => `${from} > ${to}`).sort();
const soft = made(chain, ['first', 'second']);

describe('a block', () => {
  it('has one input for each output that feeds it, and an output for each that leaves it', () => {
    expect(wires(look(soft).workflow)).toEqual([
      'block.latents > decode.latents',
      'latents.latents > block.points',
      'number.number > block.weight',
    ]);
    const entry = look(soft).registry.get('block:block');
    expect(Object.entries(entry?.inputs ?? {}).map(([name, { type }]) => [name, type])).toEqual([
      ['points', 'latents'],
      ['weight', 'number'],
    ]);
    expect(entry?.inputs.points?.options.optional).toBe(false);
    expect(entry?.inputs.weight?.options.optional).toBe(true);
  });

  it('shows its edges when it is open, with a place for new ports', () => {
    const { workflow, registry } = look(soft, 'block');
    expect(workflow.nodes.map(({ id }) => id)).toEqual(['first', 'second', INPUTS, OUTPUTS]);
    expect(wires(workflow)).toEqual([
      '$inputs.points > first.points.1',
      '$inputs.weight > first.weight',
      '$inputs.weight > second.weight',
      'first.latents > second.points.1',
      'second.latents > $outputs.latents',
    ]);
    expect(Object.keys(registry.get('block-inputs:block')?.outputs ?? {})).toEqual(['points', 'weight', NEW_PORT]);
  });

  it('keeps its ports when nothing is wired to them', () => {
    const loose = edited(soft, null, (level) => disconnect(level, { node: 'block', port: 'weight' }));
    expect(wires(loose)).not.toContain('number.number > first.weight');
    const again = edited(loose, null, (level) =>
      connect(level, look(loose).registry, { node: 'number', port: 'number' }, { node: 'block', port: 'weight' }),
    );
    expect(wires(again)).toEqual(wires(chain));
  });

  it('is moved, muted and set as one node, and dissolved where it was moved to', () => {
    const moved = edited(soft, null, (level) => moveNodes(level, ['block'], [10, 20]));
    expect(moved.nodes).toEqual(soft.nodes);
    expect(dissolveBlock(moved, 'block').nodes.map(({ position }) => position)).toEqual([
      [0, 0],
      [0, 200],
      [310, 20],
      [610, 20],
      [900, 0],
    ]);
    const muted = edited(soft, null, (level) => setMode(level, ['block'], 'mute'));
    expect(muted.nodes.filter(({ mode }) => mode === 'mute').map(({ id }) => id)).toEqual(['first', 'second']);
    expect(look(muted).workflow.nodes.at(-1)?.mode).toBe('mute');
  });

  it('is muted and enabled with what was muted inside as it was, in a copy too', () => {
    const own = edited(soft, 'block', (level) => setMode(level, ['second'], 'bypass'));
    const modes = (root: Workflow) => root.nodes.map(({ id, mode }) => `${id} ${mode}`).slice(2);
    const turned = (root: Workflow, mode: 'on' | 'mute' | 'bypass', id = 'block') =>
      edited(root, null, (level) => setMode(level, [id], mode));
    expect(modes(turned(own, 'mute'))).toEqual(['first mute', 'second mute', 'decode on']);
    expect(turned(turned(own, 'mute'), 'on')).toEqual(own);
    expect(turned(turned(turned(own, 'mute'), 'bypass'), 'on')).toEqual(own);
    const twice = edited(turned(own, 'mute'), null, (level) => duplicate(level, ['block']).workflow);
    expect(modes(turned(twice, 'on', 'block_2')).slice(3)).toEqual(['first_2 on', 'second_2 bypass']);
  });

  it('is removed with all that lies in it', () => {
    const rest = edited(made(soft, ['block', 'latents']), null, (level) => removeNodes(level, ['block_2']));
    expect(rest.nodes.map(({ id }) => id)).toEqual(['number', 'decode']);
    expect(rest.blocks ?? []).toEqual([]);
    expect(rest.links).toEqual([]);
  });

  it('is duplicated with all that lies in it, fed by what feeds the original', () => {
    const twice = edited(soft, null, (level) => duplicate(level, ['block']).workflow);
    expect(twice.nodes.map(({ id }) => id)).toEqual([...chain.nodes.map(({ id }) => id), 'first_2', 'second_2']);
    expect(wires(twice)).toContain('number.number > second_2.weight');
    expect(wires(twice)).toContain('first_2.latents > second_2.points.1');
    expect(wires(look(twice).workflow)).toContain('number.number > block_2.weight');
  });

  it('is copied as text and pasted into another workflow, or into another block', () => {
    const part = readCopiedText(copyText(soft, ['block']));
    if (!part) throw new Error('not read');
    const there = pasteAt(emptyWorkflow(), part, [0, 0]);
    expect(there.ids).toEqual(['block']);
    expect(there.workflow.nodes.map(({ position }) => position)).toEqual([
      [300, 0],
      [600, 0],
    ]);
    const inside = pasteAt(soft, part, [0, 0], 'block').workflow;
    expect(inside.blocks?.map(({ id, block }) => [id, block])).toEqual([
      ['block', undefined],
      ['block_2', 'block'],
    ]);
  });
});

describe('the edges of an open block', () => {
  it('make new ports of what is wired to their free places', () => {
    const level = look(soft, 'block');
    const more = edited(soft, 'block', (workflow) =>
      connect(
        connect(workflow, level.registry, { node: INPUTS, port: NEW_PORT }, { node: 'first', port: 'points.2' }),
        level.registry,
        { node: 'first', port: 'latents' },
        { node: OUTPUTS, port: NEW_PORT },
      ),
    );
    const [block] = more.blocks ?? [];
    expect(block?.inputs.map(({ name, to }) => [name, to])).toContainEqual(['points_2', ['first.points.2']]);
    expect(block?.outputs.map(({ name, from }) => [name, from])).toContainEqual(['latents_2', 'first.latents']);
    expect(wires(more)).toEqual(wires(chain));
  });

  it('feed another end by a port that is wired outside: the wire is there at once', () => {
    const more = edited(soft, 'block', (workflow) =>
      connect(
        workflow,
        look(soft, 'block').registry,
        { node: INPUTS, port: 'points' },
        { node: 'second', port: 'points.2' },
      ),
    );
    expect(wires(more)).toContain('latents.latents > second.points.2');
    expect(wires(look(more).workflow)).toEqual(wires(look(soft).workflow));
  });

  it('let go of an end whose wire is taken away, and stay themselves when somebody removes them', () => {
    const less = edited(soft, 'block', (workflow) => disconnect(workflow, { node: 'second', port: 'weight' }));
    expect(wires(less)).not.toContain('number.number > second.weight');
    expect(wires(less)).toContain('number.number > first.weight');
    expect(edited(soft, 'block', (workflow) => removeNodes(workflow, [INPUTS, OUTPUTS]))).toEqual(soft);
    for (const edge of [INPUTS, OUTPUTS]) {
      expect(edited(soft, 'block', (level) => unthreadNode(level, look(soft, 'block').registry, edge))).toBe(soft);
    }
  });

  describe('keep a port when the only wire that it has inside', () => {
    const named = renamePort(soft, 'block', 'inputs', 'points', 'My name');
    const inputsOf = (root: Workflow, id = 'block') =>
      root.blocks?.find((block) => block.id === id)?.inputs.map(({ name, to }) => [name, to]);
    const dragged = (root: Workflow) =>
      edited(root, 'block', (level) =>
        connect(
          disconnect(level, { node: 'first', port: 'points.1' }),
          look(root, 'block').registry,
          { node: INPUTS, port: 'My name' },
          { node: 'second', port: 'points.2' },
        ),
      );

    it('is led through another node, whether the port is wired outside or not', () => {
      const loose = edited(named, null, (level) => disconnect(level, { node: 'block', port: 'My name' }));
      for (const root of [named, loose]) {
        const more = edited(root, 'block', (level) => ({ ...level, nodes: [...level.nodes, node('new', 'mix')] }));
        const through = edited(more, 'block', (level) =>
          threadNode(level, look(more, 'block').registry, { node: 'first', port: 'points.1' }, 'new'),
        );
        expect(inputsOf(through)).toContainEqual(['My name', ['new.points.1']]);
        expect(wires(through)).toContain('new.latents > first.points.1');
        expect(wires(look(through, 'block').workflow)).toContain('$inputs.My name > new.points.1');
      }
    });

    it('is moved to another input, in the blocks around too', () => {
      expect(inputsOf(dragged(named))).toContainEqual(['My name', ['second.points.2']]);
      const nested = renamePort(made(named, ['block', 'decode']), 'block_2', 'inputs', 'points', 'Outer');
      const moved = dragged(nested);
      expect(inputsOf(moved)).toContainEqual(['My name', ['second.points.2']]);
      expect(inputsOf(moved, 'block_2')).toContainEqual(['Outer', ['second.points.2']]);
      expect(wires(moved)).toContain('latents.latents > second.points.2');
    });
  });

  it('give what another node gives, to whatever was wired to them outside', () => {
    const { registry } = look(soft, 'block');
    const other = edited(soft, 'block', (workflow) =>
      connect(workflow, registry, { node: 'first', port: 'latents' }, { node: OUTPUTS, port: 'latents' }),
    );
    expect(wires(other)).toContain('first.latents > decode.latents');
    expect(wires(other)).not.toContain('second.latents > decode.latents');
    expect(other.blocks?.[0]?.outputs).toEqual([{ name: 'latents', from: 'first.latents' }]);
  });

  it('lead through all blocks around', () => {
    const nested = made(soft, ['block', 'decode']);
    const open = look(nested, 'block');
    const more = edited(nested, 'block', (workflow) =>
      connect(workflow, open.registry, { node: INPUTS, port: 'points' }, { node: 'second', port: 'points.2' }),
    );
    const outer = more.blocks?.find(({ id }) => id === 'block_2');
    expect(outer?.inputs.find(({ name }) => name === 'points')?.to).toContain('second.points.2');
    const loose = edited(more, null, (level) => disconnect(level, { node: 'block_2', port: 'points' }));
    expect(loose.links.filter(({ from }) => from === 'latents.latents')).toEqual([]);
  });
});

describe('a parameter that a block shows', () => {
  const shown = promoteParameter(made(chain, ['number', 'first']), 'block', { node: 'number', port: 'value' });

  it('is the parameter of its node: set on the one it is set on the other', () => {
    const set = edited(shown, null, (level) => setParameter(level, 'block', 'value', 0.25));
    expect(set.nodes.find(({ id }) => id === 'number')?.parameters).toEqual({ value: 0.25 });
    expect(look(set).workflow.nodes.at(-1)?.parameters).toEqual({ value: 0.25 });
  });

  it('can be named on the command line by the block, under the name that it has there', () => {
    const named = renamePort(shown, 'block', 'parameters', 'value', 'Softness. 1');
    expect(findParameter(named, testRegistry, 'block.Softness 1')).toMatchObject({
      node: { id: 'number' },
      parameter: 'value',
    });
    expect(() => findParameter(named, testRegistry, 'block.softnes')).toThrow(/shows no parameter "softnes"/);
  });

  it('keeps its value when it is shown no more', () => {
    const set = setParameter(shown, 'number', 'value', 3);
    expect(demoteParameter(set, 'block', { node: 'number', port: 'value' })).toMatchObject({ nodes: set.nodes });
  });
});

describe('a selection is refused, with a sentence,', () => {
  it('when what lies between its nodes is not selected: the block would be part of a cycle', () => {
    expect(blockRefusal(look(chain), ['latents', 'second'])).toMatch(/create a cycle: "Mix" lies between/);
    expect(makeBlock(look(chain), ['latents', 'second'])).toBeUndefined();
  });

  it('when it is empty, or holds nothing but the edges of the open block', () => {
    expect(blockRefusal(look(soft, 'block'), [INPUTS])).toMatch(/Select the nodes/);
  });

  it('when it would lie too deep', () => {
    let root = chain;
    let open: string | null = null;
    for (let depth = 0; depth < 10; depth++) {
      const block = makeBlock(look(root, open), open === null ? ['first'] : ['first']);
      root = block?.workflow ?? root;
      open = block?.id ?? open;
    }
    expect(root.blocks).toHaveLength(10);
    expect(blockRefusal(look(root, open), ['first'])).toMatch(/10 deep/);
  });
});

it('is shown with a port for each of thousands of wires that end in inputs of one name, however deep', () => {
  const count = 10_000;
  const blocks = Array.from({ length: 10 }, (_, at) => ({
    ...(soft.blocks?.[0] as WorkflowBlock),
    id: `b${at}`,
    ...(at > 0 && { block: `b${at - 1}` }),
    inputs: [],
    outputs: [],
  }));
  const root = {
    ...emptyWorkflow(),
    nodes: [
      ...Array.from({ length: count }, (_, at) => node(`from${at}`, 'make_latents')),
      ...Array.from({ length: count }, (_, at) => ({ ...node(`to${at}`, 'decode'), block: 'b9' })),
    ],
    links: Array.from({ length: count }, (_, at) => ({ from: `from${at}.latents`, to: `to${at}.latents` })),
    blocks,
  };
  const inputs = portsOf(root).get('b9')?.inputs ?? [];
  expect(new Set(inputs.map(({ name }) => name)).size).toBe(count);
  expect(inputs.at(-1)?.name).toBe(`latents_${count}`);
});

describe('what is pasted', () => {
  const nest = (depth: number): { root: Workflow; open: string | null } => {
    let root = chain;
    let open: string | null = null;
    for (let at = 0; at < depth; at++) {
      const block = makeBlock(look(root, open), ['first']);
      root = block?.workflow ?? root;
      open = block?.id ?? open;
    }
    return { root, open };
  };

  it('is refused where its blocks would lie too deep, or be too many for the file to open again', () => {
    const six = subgraph(nest(6).root, ['block']);
    expect(insertRefusal(chain, six, null)).toBeUndefined();
    const four = nest(4);
    expect(insertRefusal(four.root, six, four.open)).toBeUndefined();
    const ten = nest(10);
    expect(insertRefusal(ten.root, six, ten.open)).toMatch(/^Blocks can be nested 10 deep/);
    const blocks = Array.from({ length: 995 }, (_, at) => ({ ...soft.blocks?.[0], id: `b${at}` }) as WorkflowBlock);
    expect(insertRefusal({ ...chain, blocks }, six, null)).toBe('A workflow can have 1,000 blocks at most.');
    const nodes = Array.from({ length: 5000 }, (_, at) => node(`n${at}`, 'mix'));
    expect(insertRefusal({ ...chain, nodes }, six, null)).toBe('A workflow can have 5,000 nodes at most.');
  });
});

describe('a file', () => {
  const file = (blocks: unknown[], nodes: unknown[] = []) =>
    JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes, blocks });
  const refusal = (text: string): ArcspaceError => {
    try {
      parseWorkflow(text, testRegistry);
    } catch (error) {
      if (error instanceof ArcspaceError) return error;
    }
    throw new Error('opened');
  };

  it.each([
    [[{ id: 'a', title: 'Soften', block: 'a' }]],
    [
      [
        { id: 'b', title: 'Outer', block: 'a' },
        { id: 'a', title: 'Soften', block: 'b' },
      ],
    ],
  ])('whose block contains itself is refused by its name', (blocks) => {
    expect(refusal(file(blocks)).message).toMatch(/"(Soften|Outer)" contains itself/);
  });

  it('whose blocks lie too deep in each other is refused by name', () => {
    const blocks = Array.from({ length: 11 }, (_, at) => ({
      id: `b${at}`,
      title: '',
      ...(at > 0 && { block: `b${at - 1}` }),
    }));
    expect(() => parseWorkflow(file(blocks.slice(0, 10)), testRegistry)).not.toThrow();
    expect(refusal(file(blocks)).message).toContain('"b10" lies in more than 9 others');
  });

  it('with two of one id, or with more blocks than there may be, is refused', () => {
    expect(refusal(file([{ id: 'a', title: '' }], [node('a', 'mix')])).message).toContain('"a"');
    const many = Array.from({ length: 1001 }, (_, at) => ({ id: `b${at}`, title: '' }));
    expect(refusal(file(many)).message).toContain('1,001 blocks');
  });

  it('whose blocks declare what is not there is shown as its wires are', () => {
    const root = parseWorkflow(
      file(
        [
          {
            id: 'a',
            title: '',
            inputs: [{ name: 'x', to: ['gone.points.1', 'first.weight'] }],
            outputs: [{ name: 'y', from: 'gone.z' }],
          },
        ],
        [node('first', 'mix'), { ...node('stray', 'mix'), block: 'gone' }].map((each) => ({
          ...each,
          block: each.id === 'first' ? 'a' : 'gone',
        })),
      ),
      testRegistry,
    ).workflow;
    expect(look(root).workflow.nodes.map(({ id }) => id)).toEqual(['stray', 'a']);
    expect(look(root).ports.get('a')).toMatchObject({ inputs: [{ name: 'x', to: ['first.weight'] }], outputs: [] });
  });
});

it('what is said of the workflow as a whole is changed, added and taken away from within a block', () => {
  const known: Workflow = { ...soft, opensIn: 'app', outputs: ['decode'], viewport: { x: 1, y: 2, zoom: 1 } };
  const changed = edited(known, 'block', ({ opensIn: _, ...level }) => ({ ...level, name: 'Renamed', own: 1 }));
  expect(changed).toEqual({ ...soft, name: 'Renamed', own: 1, outputs: ['decode'], viewport: known.viewport });
  expect('opensIn' in changed).toBe(false);
});
