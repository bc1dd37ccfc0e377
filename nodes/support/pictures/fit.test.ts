import { describe, expect, it } from 'vitest';
import type { Port } from '../../../src/graph/port.ts';
import { nodeRegistry } from '../../index.ts';
import { compute, nodeOf } from '../../testing/compute.ts';
import { fakeContext } from '../../testing/fakeContext.ts';
import { picturesOf, setOf } from '../../testing/values.ts';
import { filesOfDefaults, wiresFor } from '../../testing/wires.ts';

/** Sides that are no multiples of the 8 pixels of a cell. Each is another picture. */
const odd = (index: number) => picturesOf([0.1 + 0.15 * index, 0.2 + 0.2 * index], 20, 12);

/** Nodes that encode pictures which come by wires. */
const types = [...nodeRegistry.keys()].filter((type) => {
  const { parameters, inputs } = nodeOf(type);
  const offers = Object.hasOwn(parameters.shape, 'fit') && parameters.shape.fit?.safeParse('refuse').success;
  const isPicture = ({ type, options }: Port) => !options.optional && (type === 'image' || type === 'image_set');
  return offers && Object.values(inputs).some(isPicture);
});

const fitting = (type: string, fit: string) => {
  const wires = Object.entries(wiresFor(type)).map(([name, value], index) => {
    const given = { image: odd(index), image_set: setOf(odd(index)) }[String(nodeOf(type).inputs[name]?.type)];
    return [name, given && Array.isArray(value) ? [given] : (given ?? value)];
  });
  return compute(type, Object.fromEntries(wires), { fit }, fakeContext(filesOfDefaults));
};

it('some nodes say what is done with pictures that do not fit', () => {
  expect(types).toContain('encode');
});

describe.each(types)('%s', (type) => {
  it('refuses pictures that do not fit where it is told to, and only there', async () => {
    await expect(fitting(type, 'refuse')).rejects.toMatchObject({ message: expect.stringMatching(/20 x 12/) });
    await expect(fitting(type, 'crop')).resolves.toBeDefined();
    await expect(fitting(type, 'resize')).resolves.toBeDefined();
  });
});
