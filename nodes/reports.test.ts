import { describe, expect, it } from 'vitest';
import type { Report } from '../src/graph/report.ts';
import { nodeRegistry } from './index.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { fakeContext } from './testing/fakeContext.ts';
import { filesOfDefaults, wiresFor } from './testing/wires.ts';

const reporting = [...nodeRegistry.values()]
  .filter(({ outputs }) => Object.values(outputs).some(({ type }) => type === 'report'))
  .map(({ type }) => type);

/** The reports of a node with its defaults and with each of its examples, needed wires alone and then all that fit. */
async function reportsOf(type: string): Promise<Report[]> {
  const all = { vae: wiresFor('decode').vae, ...wiresFor(type) };
  const optional = nodeOf(type).inputs.vae?.options.optional === true;
  const wirings = optional ? [wiresFor(type), all] : [wiresFor(type)];
  const choices = [{}, ...nodeOf(type).examples.map(({ parameters }) => parameters)];
  const outputs = await Promise.all(
    wirings.flatMap((wires) => choices.map((choice) => compute(type, wires, choice, fakeContext(filesOfDefaults)))),
  );
  return outputs.map(({ report }) => report as Report);
}

/** A name as people read it: not empty, no leftovers of code. */
const named = expect.stringMatching(/^\S(.*\S)?$/s);
const unitOf = ({ unit }: { readonly unit?: string }) => (unit === undefined ? 'none' : unit);

describe.each(reporting)('the report of %s', (type) => {
  it('is named throughout: titles, columns, axes, series and units', async () => {
    for (const { title, notes, tables, charts } of await reportsOf(type)) {
      expect(title).toEqual(named);
      for (const note of notes) expect(note).toEqual(named);
      for (const table of tables) {
        expect(table.title).toEqual(named);
        // The corner of a table of pairs has no name.
        for (const [index, column] of table.columns.entries()) {
          if (index > 0) expect(column.name, table.title).toEqual(named);
          expect(unitOf(column), table.title).toEqual(named);
        }
      }
      for (const chart of charts) {
        expect([chart.title, chart.x.label, chart.y.label, unitOf(chart.x), unitOf(chart.y)]).toEqual(
          Array(5).fill(named),
        );
        for (const { name } of chart.series) expect(name, chart.title).toEqual(named);
      }
    }
  });

  it('has a value in every place: rows as long as their columns, a y for every x', async () => {
    for (const { tables, charts } of await reportsOf(type)) {
      expect(tables.length + charts.length).toBeGreaterThan(0);
      for (const { title, columns, rows } of tables) {
        expect(rows.length, title).toBeGreaterThan(0);
        for (const row of rows) {
          expect(row, title).toHaveLength(columns.length);
          for (const cell of row) if (typeof cell === 'number') expect(cell, title).not.toBeNaN();
        }
      }
      for (const { title, series } of charts) {
        for (const { x, y } of series) {
          expect(x.length, title).toBe(y.length);
          for (const value of [...x, ...y]) expect(Number.isFinite(value), title).toBe(true);
        }
      }
    }
  });

  it('tells its tables, its charts and the series of a chart apart', async () => {
    for (const { tables, charts } of await reportsOf(type)) {
      const titles = [...tables, ...charts].map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      for (const { series } of charts) expect(new Set(series.map(({ name }) => name)).size).toBe(series.length);
    }
  });
});
