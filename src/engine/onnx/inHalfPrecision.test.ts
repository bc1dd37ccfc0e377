import { describe, expect, test } from 'vitest';
import { fromFloat16 } from '../sessions/float16.ts';
import { createGraph, type Value } from './graph.ts';
import { inHalfPrecision } from './inHalfPrecision.ts';
import type { OnnxModel, OnnxNode } from './onnxModel.ts';
import { add, cosine, multiply } from './operators/arithmetic.ts';
import { floats } from './operators/constants.ts';
import { doubled } from './operators/images.ts';
import { cast } from './operators/shapes.ts';

const stored = { location: 'a.safetensors', offset: 0, bytes: 8 };

/** A network of one input [B, 4] in half precision. */
function halved(write: (x: Value) => Value): OnnxModel {
  const graph = createGraph();
  const x = graph.input({ name: 'x', type: 'float32', shape: ['batch', 4] });
  graph.output(write(x), { name: 'y', type: 'float32', shape: ['batch', 4] });
  return inHalfPrecision(graph.model());
}

const shapes = ({ nodes }: OnnxModel) => nodes.map(({ operator, inputs }) => `${operator} ${inputs.join(' ')}`);
const last = ({ nodes }: OnnxModel) => nodes.at(-1) as OnnxNode;

describe('a network in half precision', () => {
  test('reads float32 and says float32, and computes in float16 between', () => {
    const model = halved((x) => add(x, x));
    expect(shapes(model)).toEqual(['Cast x', 'Add x/half x/half', 'Cast value/0']);
    expect(model.nodes.map(({ attributes }) => attributes.to)).toEqual([10, undefined, 1]);
    expect(last(model).outputs).toEqual(['y']);
  });

  test('reads weights in float16 as they are, and converts others when it is opened', () => {
    const halves = halved((x) => add(x, cast(x.graph.stored('w', 'float16', [4], stored), 'float32')));
    expect(shapes(halves)).toContain('Add x/half w');
    const brains = halved((x) => add(x, cast(x.graph.stored('w', 'bfloat16', [4], stored), 'float32')));
    expect(brains.nodes.map(({ attributes }) => attributes.to)).toEqual([10, 10, undefined, 1]);
    expect(shapes(halved((x) => add(x, x.graph.stored('w', 'float32', [4], stored))))).toContain('Add x/half w/half');
  });

  test('has its constants in float16, within what it holds', () => {
    const { initializers } = halved((x) => multiply(x, floats(x.graph, [3], [0.5, -3e38, 1e6])));
    expect(initializers.map(({ type }) => type)).toEqual(['float16']);
    const content = initializers[0]?.content as Uint8Array;
    expect([...new Uint16Array(content.buffer)].map(fromFloat16)).toEqual([0.5, -65504, 65504]);
  });

  test('has its waves in float32', () => {
    const model = halved((x) => add(x, cosine(multiply(x, floats(x.graph, [], [1000])))));
    expect(shapes(model)).toEqual([
      'Mul x constant/0',
      'Cos value/0',
      'Cast x',
      'Cast value/1',
      'Add x/half value/1/half',
      'Cast value/2',
    ]);
  });

  test('adds up in float32 what is marked so, with what went beyond float16 as the largest number', () => {
    const model = halved((x) => {
      const said = multiply(x, x);
      return x.graph.inSingle(() => add(x, said));
    });
    expect(shapes(model)).toEqual([
      'Cast x',
      'Mul x/half x/half',
      'Cast value/0',
      'Clip value/0/single/unbound half/lowest half/highest',
      'Add x value/0/single',
      'Identity value/1',
    ]);
  });

  test('leaves the scales of Resize as they have to be', () => {
    const model = halved(doubled);
    expect(model.nodes[1]).toMatchObject({ operator: 'Resize', inputs: ['x/half', '', 'constant/0'] });
    expect(model.initializers).toMatchObject([{ name: 'constant/0', type: 'float32' }]);
  });
});
