import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyWorkflow, nodeSchema, type Workflow } from '../workflow/schema.ts';
import { type Alignment, align, distribute } from './arrange.ts';
import type { Measures } from './measures.ts';

/** As wide and high as their parameters say. */
const measures: Measures = {
  sizeOf: ({ parameters: { width, height } }) => [Number(width), Number(height)],
  portTop: () => 0,
};

type Box = readonly [x: number, y: number, width: number, height: number];

const workflowOf = (boxes: readonly Box[]): Workflow => ({
  ...emptyWorkflow(),
  nodes: boxes.map(([x, y, width, height], index) =>
    nodeSchema.parse({ id: `n${index}`, type: 'note', version: 1, position: [x, y], parameters: { width, height } }),
  ),
});
const ids = (workflow: Workflow) => workflow.nodes.map(({ id }) => id);
const positions = (workflow: Workflow) => workflow.nodes.map(({ position }) => position);

const three = workflowOf([
  [0, 10, 100, 40],
  [50, 200, 60, 20],
  [300, 90, 20, 30],
]);

describe('aligning nodes', () => {
  it.each<[Alignment, [number, number][]]>([
    [
      'left',
      [
        [0, 10],
        [0, 200],
        [0, 90],
      ],
    ],
    [
      'centre',
      [
        [110, 10],
        [130, 200],
        [150, 90],
      ],
    ],
    [
      'right',
      [
        [220, 10],
        [260, 200],
        [300, 90],
      ],
    ],
    [
      'top',
      [
        [0, 10],
        [50, 10],
        [300, 10],
      ],
    ],
    [
      'middle',
      [
        [0, 95],
        [50, 105],
        [300, 100],
      ],
    ],
    [
      'bottom',
      [
        [0, 180],
        [50, 200],
        [300, 190],
      ],
    ],
  ])('to the %s brings that line of them together', (to, wanted) => {
    expect(positions(align(three, ids(three), to, measures))).toEqual(wanted);
  });

  it('leaves the others, and one alone', () => {
    expect(positions(align(three, ['n0', 'n2'], 'top', measures))[1]).toEqual([50, 200]);
    expect(align(three, ['n1'], 'left', measures)).toBe(three);
  });
});

describe('distributing nodes', () => {
  it('makes the gaps between them equal', () => {
    const row = workflowOf([
      [0, 0, 100, 10],
      [400, 5, 100, 10],
      [110, 9, 50, 10],
    ]);
    expect(positions(distribute(row, ids(row), 0, measures))).toEqual([
      [0, 0],
      [400, 5],
      [225, 9],
    ]);
  });

  it('works down as across', () => {
    expect(positions(distribute(three, ids(three), 1, measures))).toEqual([
      [0, 10],
      [50, 200],
      [300, 110],
    ]);
  });

  it('needs three', () => {
    expect(distribute(three, ['n0', 'n1'], 0, measures)).toBe(three);
  });

  it('keeps the outermost in place and gaps equal to a unit, for any nodes', () => {
    const size = fc.integer({ min: 1, max: 300 });
    const place = fc.integer({ min: -2000, max: 2000 });
    const box = fc.tuple(place, place, size, size);
    fc.assert(
      fc.property(fc.array(box, { minLength: 3, maxLength: 8 }), (boxes) => {
        const before = workflowOf(boxes);
        const after = distribute(before, ids(before), 0, measures);
        const order = boxes.map((_, index) => index).sort((a, b) => (boxes[a]?.[0] ?? 0) - (boxes[b]?.[0] ?? 0));
        const spans = order.map((index) => {
          const x = after.nodes[index]?.position[0] ?? 0;
          return [x, x + (boxes[index]?.[2] ?? 0)] as const;
        });
        expect(spans[0]?.[0]).toBe(boxes[order[0] ?? 0]?.[0]);
        const gaps = spans.slice(1).map(([from], index) => from - (spans[index]?.[1] ?? 0));
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
        expect(after.nodes.map(({ position: [, y] }) => y)).toEqual(boxes.map(([, y]) => y));
      }),
    );
  });
});
