import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { fileNameParameter } from '../support/parameters/fileName.ts';

const file = (what: string) => z.boolean().default(true).describe(what);

export default defineNode({
  type: 'save_report',
  version: 1,
  migrations: [],
  title: 'Save report',
  docs: `Writes a report to the output folder, as data and as drawings. The JSON file holds all of it, numbers with all their digits; each table and the points of each chart become a CSV file for a spreadsheet, each chart an SVG picture, sharp at any size. The files begin with the name, and go on with the titles of the tables and charts.`,
  errors: ['An output folder that cannot be written to, or a full disk.'],
  keywords: ['write', 'export', 'csv', 'json', 'svg', 'plot', 'chart', 'table'],
  inputs: { report: port('report', 'What to write.') },
  parameters: z.object({
    filename: fileNameParameter('report'),
    json: file('Whether to write the whole report as JSON.'),
    csv: file('Whether to write tables and points as CSV.'),
    svg: file('Whether to write charts as SVG.'),
    theme: z
      .enum(['light', 'dark'])
      .default('light')
      .describe('Colours of the charts: for paper, or as in the editor.')
      .meta({ shownWhen: { svg: true } }),
  }),
  outputs: {},
  effects: 'writes-files',
  terminal: true,
  examples: [
    { title: 'All there is', parameters: { filename: 'study' } },
    { title: 'Charts for a dark page', parameters: { filename: 'study', json: false, csv: false, theme: 'dark' } },
  ],
  async compute({ inputs: { report }, parameters: { filename, theme, ...wanted } }, context) {
    // The drawing library is large: editors that only read this declaration never load it.
    const { reportFiles } = await import('../../src/plots/reportFiles.ts');
    const formats = (['json', 'csv', 'svg'] as const).filter((format) => wanted[format]);
    for (const { name, text } of reportFiles(report, filename, formats, theme)) {
      await context.files.write(name, utf8ToBytes(text));
      await context.pause();
    }
    return {};
  },
});
