import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { levelOf } from '../../graph/blocks/level.ts';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { promoteParameter } from '../../graph/edit/blockPorts.ts';
import { makeBlock } from '../../graph/edit/makeBlock.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { moveOnPad, type PadAxes, padDrag, padKey, padPoint, padsAmong } from './pad.ts';
import { parameterSpecs } from './parameterSpec.ts';

const entry = nodeRegistry.get('pad') as NodeEntry;
const [axes] = padsAmong(parameterSpecs(entry)) as [PadAxes];
const node = newNode(emptyWorkflow(), entry, [0, 0]);
const workflow = addNode(emptyWorkflow(), node);

describe('a pad', () => {
  it('belongs to the nodes whose numbers ask for one', () => {
    const withPads = [...nodeRegistry.values()].filter((each) => padsAmong(parameterSpecs(each)).length > 0);
    expect(withPads.map(({ type }) => type).sort()).toEqual(['direction_pad', 'pad', 'prompt_pad']);
    expect([axes.right.name, axes.up.name]).toEqual(['x', 'y']);
  });

  it('of a block has the twin that the block shows, under its name there', () => {
    const pads = [newNode(emptyWorkflow(), entry, [0, 0]), { ...newNode(emptyWorkflow(), entry, [0, 0]), id: 'other' }];
    const made = makeBlock(levelOf({ ...emptyWorkflow(), nodes: pads }, nodeRegistry, { open: null }), [
      'pad',
      'other',
    ]);
    const ends = [...['pad', 'other'].flatMap((of) => ['x', 'y'].map((port) => ({ node: of, port })))];
    const shown = ends.reduce((block, end) => promoteParameter(block, 'block', end), made?.workflow ?? emptyWorkflow());
    const block = levelOf(shown, nodeRegistry, { open: null }).registry.get('block:block');
    const pairs = padsAmong(parameterSpecs(block as NodeEntry)).map(({ right, up }) => [right.name, up.name]);
    expect(pairs).toEqual([
      ['x', 'y'],
      ['x_2', 'y_2'],
    ]);
  });

  it('shows where the node is, and moves it in steps, or in tenths of them', () => {
    expect(padPoint(axes, {})).toEqual([0.5, 0.5]);
    expect(padPoint(axes, { x: 0.2, y: 1 })).toEqual([0.2, 1]);
    const moved = (isFine: boolean) =>
      moveOnPad(workflow, node.id, axes, [0.12345, 0.9], { isFine }).nodes[0]?.parameters;
    expect(moved(false)).toMatchObject({ x: 0.12, y: 0.9 });
    expect(moved(true)).toMatchObject({ x: 0.123, y: 0.9 });
  });

  it('leaves what a wire drives alone', () => {
    const moved = moveOnPad(workflow, node.id, axes, [0, 0], { driven: new Set(['x']) });
    expect(padPoint(axes, moved.nodes[0]?.parameters ?? {})).toEqual([0.5, 0]);
  });
});

describe('a drag over a pad', () => {
  it('jumps to the pointer and stays on the pad', () => {
    const drag = padDrag([0.5, 0.5]);
    expect(drag([0.1, 0.8], false)).toEqual([0.1, 0.8]);
    expect(drag([-3, 1.4], false)).toEqual([0, 1]);
  });

  it('goes a tenth as far with Shift, from where it was', () => {
    const drag = padDrag([0.5, 0.5]);
    drag([0.2, 0.2], false);
    expect(drag([0.2, 0.2], true)).toEqual([0.2, 0.2]);
    expect(drag([0.7, 0.2], true)).toEqual([expect.closeTo(0.25), 0.2]);
    expect(drag([0.7, 0.3], false)).toEqual([0.7, 0.3]);
  });

  it('follows the arrow keys, finely with Shift, and no others', () => {
    const key = (name: string, shiftKey = false) => padKey([0.5, 0.98], { key: name, shiftKey });
    expect(key('ArrowUp')).toEqual([0.5, 1]);
    expect(key('ArrowLeft')).toEqual([0.45, 0.98]);
    expect(key('ArrowRight', true)).toEqual([expect.closeTo(0.505), 0.98]);
    expect(key('Enter')).toBeUndefined();
  });
});
