import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context } from '../src/graph/context.ts';
import { namedModels } from '../src/graph/models/namedModels.ts';
import { compatible } from '../src/graph/port.ts';
import type { ImageSet, PortType } from '../src/graph/values.ts';
import { nodeSchema } from '../src/graph/workflow/schema.ts';
import { serializeSafetensors } from '../src/tensor/safetensors.ts';
import { finish } from '../src/tensor/work.ts';
import { nodeRegistry } from './index.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { fakeContext } from './testing/fakeContext.ts';
import { latentsOf } from './testing/values.ts';
import { filesOfDefaults, wiresFor } from './testing/wires.ts';

const controls = [
  'slider',
  'multiline',
  'image_file',
  'image_folder',
  'film_file',
  'latents_file',
  'model',
  'denoiser',
  'vae',
  'text_encoder',
  'lora',
  'seed',
  'walk',
  'curve',
  'painting',
  'hidden',
] as const;
const types = [...nodeRegistry.keys()];

/** Parameter type in zod's words -> port types that it can stand in for. */
const standsInFor: Readonly<Record<string, readonly PortType[]>> = {
  number: ['number', 'numbers'],
  array: ['numbers'],
  string: ['text'],
};

/** Where something can always be refused: points that do not mix, what has no direction, levels that do not fit. */
const refusing: ReadonlySet<string> = new Set([
  'interpolation',
  'sphere',
  'arithmetic',
  'noise-level',
  'analysis',
  'sampling',
  'latents',
]);

/** Nodes of these categories that refuse nothing beyond the ranges of their parameters, and why. */
const refusesNothing: Readonly<Record<string, string>> = {
  normalise_direction: 'every direction has a length, and remembers its raw one',
  random_direction: 'every direction has a length to take',
  strength_sweep: 'any two ends make a sweep',
  direction_map: 'every direction is strongest somewhere',
  paint_mask: 'any strokes can be painted at any size',
  latent_statistics: 'latents of any space, level and size can be measured',
  latent_viewer: 'latents of any space, level and size can be drawn',
  thin_shell: 'noise of any number of draws has norms, and so has any point',
};

interface Field {
  readonly description: string | undefined;
  meta(): Record<string, unknown> | undefined;
  readonly def: { readonly type: string; readonly innerType?: Field };
}

const fieldsOf = (type: string) => Object.entries(nodeOf(type).parameters.shape as unknown as Record<string, Field>);

/** The type under defaults. */
const innerType = (field: Field): string => (field.def.innerType ? innerType(field.def.innerType) : field.def.type);

/** Outputs with the pictures of sets in their place. */
async function opened(outputs: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const entries = Object.entries(outputs).map(async ([name, value]) => {
    const set = value as ImageSet;
    if (typeof set?.read !== 'function') return [name, value] as const;
    return [name, await Promise.all(Array.from({ length: set.count }, (_, index) => set.read(index)))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('the list of nodes', () => {
  it('knows the nodes that refuse nothing', () => {
    for (const type of Object.keys(refusesNothing)) expect(types).toContain(type);
  });

  it('holds every node that there is a file for, in the category of its folder', async () => {
    const categories = [...new Set([...nodeRegistry.values()].map(({ category }) => category))];
    for (const category of categories) {
      const files = await readdir(join(import.meta.dirname, category));
      const listed = [...nodeRegistry.values()].filter((entry) => entry.category === category);
      expect(listed, category).toHaveLength(files.filter((name) => !name.endsWith('.test.ts')).length);
    }
  });

  it('is grouped: each category stands together', () => {
    const categories = [...nodeRegistry.values()].map(({ category }) => category);
    const starts = categories.filter((category, index) => category !== categories[index - 1]);
    expect(starts).toEqual([...new Set(categories)]);
  });
});

describe.each(types)('%s', (type) => {
  const definition = nodeOf(type);

  it('has a name that can stay in files for ever, and a title in sentence case', () => {
    expect(type).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(definition.title).toMatch(/^([A-Z][a-z-]*|[A-Z]{2,4}|KSampler)( [a-z-]+| LoRAs?| VAE)*$/);
  });

  it('is documented: a short first sentence, every port and every parameter', () => {
    const first = definition.docs.split(/(?<=\.)\s/)[0] ?? '';
    expect(first).toMatch(/^[A-Z].{20,180}\.$/);
    expect(definition.docs).not.toMatch(/!|TODO/);
    for (const [name, { description }] of [
      ...Object.entries(definition.inputs),
      ...Object.entries(definition.outputs),
    ]) {
      expect(description, name).toMatch(/^[A-Z].{2,}\.$/);
    }
    for (const error of definition.errors ?? []) expect(error).toMatch(/^[A-Z].{10,}\.$/);
    for (const [name, field] of fieldsOf(type)) expect(field.description, name).toMatch(/^[A-Z].{5,}\.$/s);
  });

  it('says what it refuses, or is known to refuse nothing', () => {
    const count = definition.errors?.length ?? 0;
    if (refusing.has(definition.category)) expect(count === 0).toBe(Object.hasOwn(refusesNothing, type));
    if (definition.errors) expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(5);
    expect(new Set(definition.errors).size).toBe(count);
  });

  it('names units of numbers only', () => {
    for (const [name, port] of [...Object.entries(definition.inputs), ...Object.entries(definition.outputs)]) {
      if (port.options.unit !== undefined) expect(['number', 'numbers'], name).toContain(port.type);
    }
  });

  it('shows its parameters by controls that exist', () => {
    for (const [name, field] of fieldsOf(type)) {
      const { control, unit = '', step = 1, label = '' } = field.meta() ?? {};
      if (control !== undefined) expect(controls, name).toContain(control);
      expect([typeof unit, typeof step, typeof label], name).toEqual(['string', 'number', 'string']);
      if (control === 'slider') expect(step, name).toBeGreaterThan(0);
    }
  });

  it('has defaults that are valid, and refuses what is not', () => {
    expect(() => definition.parameters.parse({})).not.toThrow();
    for (const [name] of fieldsOf(type)) {
      for (const wrong of [Number.NaN, {}, null]) {
        expect(definition.parameters.safeParse({ [name]: wrong }).success, `${name} = ${String(wrong)}`).toBe(false);
      }
    }
  });

  it('lets a parameter stand in for an input only where the types fit', () => {
    for (const [name, field] of fieldsOf(type)) {
      const port = definition.inputs[name];
      if (port) expect(standsInFor[innerType(field)], name).toContain(port.type);
    }
  });

  it('has outputs that do not take the name of an input of another type', () => {
    for (const [name, output] of Object.entries(definition.outputs)) {
      const input = definition.inputs[name];
      if (input) expect(compatible(input.type, output.type), name).toBe(true);
    }
  });

  it('says what it touches outside, and whether it is worth running for its own sake', () => {
    if (definition.effects === 'reads-files') expect(definition.reads).toBeDefined();
    if (definition.reads) expect(definition.effects).toBeDefined();
    if (definition.effects === 'writes-files') expect(definition.terminal).toBe(true);
    if (definition.preview === 'images') {
      expect(Object.values(definition.outputs).some(({ type: output }) => /^image(_set)?$/.test(output))).toBe(true);
    }
    const parameters = definition.parameters.parse({});
    for (const path of [...(definition.reads?.(parameters) ?? []), ...(definition.usesModels?.(parameters) ?? [])]) {
      expect(path).not.toBe('');
    }
  });

  it('names what it loads in parameters that say so', () => {
    for (const { parameters } of definition.examples) {
      const node = { ...nodeSchema.parse({ id: 'n', type, version: definition.version }), parameters };
      const named = namedModels(node, nodeRegistry, new Set()).filter(({ role }) => role !== 'embedding');
      const parsed = definition.parameters.parse(parameters);
      const { model, parts = {} } = definition.usesParts?.(parsed) ?? {};
      const used = [
        ...(definition.usesModels?.(parsed) ?? []),
        ...[model, ...Object.values(parts)].filter((name) => name !== undefined && name !== ''),
        ...(definition.usesVaes?.(parsed) ?? []),
        ...(definition.usesLoras?.(parsed) ?? []),
      ];
      expect(named.map(({ name }) => name)).toEqual(used);
    }
  });

  it('can be brought from every older version to this one', () => {
    expect(definition.migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: definition.version - 1 }, (_, index) => index + 1),
    );
  });

  it('has examples that are valid and compute', async () => {
    expect(definition.examples.length).toBeGreaterThan(0);
    for (const { title, parameters } of definition.examples) {
      expect(title).toMatch(/^[A-Z]/);
      const known = fieldsOf(type).map(([name]) => name);
      for (const name of Object.keys(parameters)) expect(known, title).toContain(name);
      const outputs = await compute(type, wiresFor(type), parameters, fakeContext(filesOfDefaults));
      expect(Object.keys(outputs).sort(), title).toEqual(Object.keys(definition.outputs).sort());
    }
  });

  it('gives the same for the same inputs, and leaves its inputs as they were', async () => {
    const wires = wiresFor(type);
    const before = JSON.stringify(Object.values(wires));
    const [first, second] = [fakeContext(filesOfDefaults), fakeContext(filesOfDefaults)];
    const contents = async (context: Context) => opened(await compute(type, wires, {}, context));
    expect(await contents(first)).toEqual(await contents(second));
    expect(first.written).toEqual(second.written);
    expect(JSON.stringify(Object.values(wires))).toBe(before);
  });
});

it('a file of latents that says nothing of its space is refused', async () => {
  const context = fakeContext({
    'latents.safetensors': finish(serializeSafetensors(new Map([['latents', latentsOf(1).tensor]]))),
  });
  await expect(compute('load_latents', {}, {}, context)).rejects.toThrow(/does not say which model/);
});
