import { expect, it } from 'vitest';
import { report } from '../../src/plots/testing/reports.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';

async function written(parameters: Record<string, unknown>) {
  const context = fakeContext();
  await compute('save_report', { report }, parameters, context);
  return context.written;
}

it('save report writes data and drawings under its name', async () => {
  const files = await written({ filename: 'norms' });
  expect([...files.keys()].map((name) => name.split('.').at(-1))).toEqual(['json', 'csv', 'csv', 'svg']);
  expect([...files.keys()].every((name) => name.startsWith('norms'))).toBe(true);
  expect(JSON.parse(new TextDecoder().decode(files.get('norms.json'))).title).toBe('A study');
});

it('save report writes only what is wanted', async () => {
  expect([...(await written({ json: false, svg: false })).keys()].every((name) => name.endsWith('.csv'))).toBe(true);
});
