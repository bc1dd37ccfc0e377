import { expect } from 'vitest';
import type { Codes } from '../../src/disentanglement/codes.ts';
import { findPort } from '../../src/graph/port.ts';
import type { ArcspaceError } from '../../src/graph/problem.ts';
import type { NodeEntry } from '../../src/graph/registry.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, ImageSet, Latents, PortType } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

/** Text as people read it: nothing missing before, after or within it. */
function expectText(text: unknown, where: string): void {
  expect.soft(text, where).toMatch(/^\S(.*\S)?$/s);
  expect.soft(text, where).not.toMatch(/[^\n] {2}\S| [.,;](\s|$)|""|\bundefined\b|\[object /);
}

/**
 * What every refusal has, whoever tests it: a code, two sentences, and a place that is there on the node. A test that expects the
 * refusal fails all the same: what is wrong with it is not thrown.
 */
export function expectWholeRefusal({ code, message, remedy, place: { port } }: ArcspaceError, node: NodeEntry): void {
  expect.soft(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect.soft(message).toMatch(/^\S.*\.$/s);
  expect.soft(remedy).toMatch(/^[A-Z].*\.$/s);
  expectText(message, code);
  expectText(remedy, code);
  if (code === 'invalid-value') expect.soft(port, 'the place of a value').toBeDefined();
  if (port === undefined) return;
  const known = [node.inputs, node.outputs].some((ports) => findPort(ports, port) ?? ports[port]);
  expect.soft(known || Object.hasOwn(node.parameters.shape, port), `"${port}" on ${node.type}`).toBe(true);
}

/** What every answer has: a value at each output and nowhere else, with all that its type promises. */
export function expectWholeOutputs(outputs: Readonly<Record<string, unknown>>, node: NodeEntry): void {
  expect(Object.keys(outputs).sort(), node.type).toEqual(Object.keys(node.outputs).sort());
  for (const [name, { type }] of Object.entries(node.outputs)) promises[type]?.(outputs[name], `${node.type} ${name}`);
}

const promises: { readonly [type in PortType]?: (value: unknown, where: string) => void } = {
  image: (value, where) => {
    const { shape } = expectTensor(value, where);
    expect([shape.length, shape[1]], where).toEqual([4, 3]);
  },
  image_set: (value, where) => {
    const { count, factors = [] } = value as ImageSet;
    expect(count, where).toBeGreaterThan(0);
    for (const { labels } of factors) expect(labels, where).toHaveLength(count);
  },
  latents: (value, where) => {
    const { tensor, level, space } = value as Latents;
    expectTensor(tensor, where);
    expectText(space.id, where);
    expect(level.sigma >= 0 && level.signal >= 0, where).toBe(true);
  },
  direction: (value, where) => {
    const { tensor, raw, scale, rawNorm, provenance } = value as Direction;
    expect(expectTensor(tensor, where).shape, where).toEqual(expectTensor(raw, where).shape);
    expect(['raw', 'unit'], where).toContain(scale);
    expect(rawNorm, where).toBeGreaterThanOrEqual(0);
    expectText(provenance.method, where);
    for (const fact of Object.entries(provenance.facts).flat()) expectText(String(fact), where);
  },
  codes: (value, where) => {
    const { values, factors } = value as Codes;
    const [samples] = expectTensor(values, where).shape;
    for (const { labels } of factors) expect(labels, where).toHaveLength(samples ?? 0);
  },
  number: (value, where) => expect(typeof value, where).toBe('number'),
  numbers: (value, where) => {
    for (const each of value as readonly unknown[]) expect(typeof each, where).toBe('number');
  },
  text: (value, where) => expect(typeof value, where).toBe('string'),
  report: (value, where) => {
    const { title, notes, tables, charts } = value as Report;
    for (const text of [title, ...notes]) expectText(text, where);
    for (const { title: name, columns, rows } of tables) {
      // The corner of a table of pairs has no name.
      const [, ...others] = columns;
      for (const text of [name, ...others.map((column) => column.name), ...unitsOf(columns)]) expectText(text, where);
      for (const row of rows) expect(row, `${where}, ${name}`).toHaveLength(columns.length);
      for (const cell of rows.flat()) expect(['string', 'number'], `${where}, ${name}`).toContain(typeof cell);
    }
    for (const { title: name, x, y, series } of charts) {
      const names = series.map((each) => each.name);
      for (const text of [name, x.label, y.label, ...unitsOf([x, y]), ...names]) expectText(text, where);
      for (const each of series) expect(each.y, `${where}, ${name}`).toHaveLength(each.x.length);
    }
  },
};

function unitsOf(axes: readonly { readonly unit?: string }[]): string[] {
  return axes.flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
}

function expectTensor(value: unknown, where: string): Tensor {
  const { data, shape } = value as Tensor;
  expect(data, where).toHaveLength(shape.reduce((product, side) => product * side, 1));
  return value as Tensor;
}
