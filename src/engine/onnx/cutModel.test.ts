import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convolutionNumbers, cutModel } from './cutModel.ts';
import { createGraph } from './graph.ts';
import type { OnnxModel, OnnxPart } from './onnxModel.ts';

/** Convolutions one after the other, each with its weights in float16; `skips` says which earlier answer each is added to. */
function chain(widths: readonly number[], skips: readonly number[]): OnnxModel {
  const graph = createGraph();
  const answers = [graph.input({ name: 'x', type: 'float32', shape: [1, 8, 'height', 'width'] })];
  for (const [i, width] of widths.entries()) {
    const stored = graph.stored(`w${i}`, 'float16', [width, 8, 3, 3], { location: 'w', offset: 0, bytes: 144 * width });
    const weight = graph.node('Cast', [stored], { to: 1 });
    const answer = graph.node('Conv', [answers.at(-1), weight]);
    const skip = answers[(skips[i] ?? 0) % answers.length];
    answers.push(graph.node('Add', [answer, skip]));
  }
  graph.output(answers.at(-1) as (typeof answers)[0], { name: 'y', type: 'float32', shape: [] });
  return graph.model();
}

const models = fc
  .array(fc.record({ width: fc.integer({ min: 1, max: 64 }), skip: fc.nat(50) }), { minLength: 1, maxLength: 30 })
  .map((layers) =>
    chain(
      layers.map(({ width }) => width),
      layers.map(({ skip }) => skip),
    ),
  );

function parts(model: OnnxModel, count: number): OnnxPart[] {
  return cutModel(model, count).map((stretch) => stretch.part((name) => ({ name, type: 'float32', shape: [1] })));
}

test('every stretch reads only what is given, fixed or said before, and together they hold every node', () => {
  fc.assert(
    fc.property(models, fc.integer({ min: 1, max: 12 }), (model, count) => {
      const said = new Set(model.inputs.map(({ name }) => name));
      const held = new Set<string>();
      for (const { inputs, nodes, initializers, outputs } of parts(model, count)) {
        for (const { name } of inputs) expect(said).toContain(name);
        const known = new Set([...inputs, ...initializers].map(({ name }) => name));
        for (const node of nodes) {
          for (const name of node.inputs) expect(known).toContain(name);
          for (const name of node.outputs) {
            known.add(name);
            held.add(name);
          }
        }
        for (const { name } of outputs) {
          expect(known).toContain(name);
          said.add(name);
        }
      }
      expect(held).toEqual(new Set(model.nodes.flatMap(({ outputs }) => outputs)));
      expect(said).toContain('y');
    }),
  );
});

test('weights stay where they are read: only values flow', () => {
  fc.assert(
    fc.property(models, fc.integer({ min: 1, max: 12 }), (model, count) => {
      const numbers = parts(model, count).map((part) => convolutionNumbers({ ...part, outputs: [] }));
      expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(convolutionNumbers(model));
      for (const { inputs } of parts(model, count))
        for (const { name } of inputs) expect(name).toMatch(/^(x|value.*)$/);
    }),
  );
});

test('of equal layers each stretch takes about as many', () => {
  const model = chain(new Array(40).fill(8), new Array(40).fill(0));
  const layers = parts(model, 4).map(({ nodes }) => nodes.filter(({ operator }) => operator === 'Conv').length);
  expect(layers.reduce((sum, each) => sum + each, 0)).toBe(40);
  for (const count of layers) expect(Math.abs(count - 10)).toBeLessThanOrEqual(4);
});

test('cuts lie where few values cross them', () => {
  // All read an answer of long before, but what comes after the fifth reads nothing before it.
  const skips = [0, 1, 1, 1, 1, 5, 5, 5, 5];
  const [first] = cutModel(chain(new Array(9).fill(8), skips), 2);
  expect(first?.outputs).toHaveLength(1);
});
