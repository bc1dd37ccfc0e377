import type { Report, ReportChart } from '../../graph/report.ts';

const steps = [0, 1, 2, 3, 4];

/** A chart of each kind, with all that a chart may hold. */
export function chartOf(kind: ReportChart['kind'], series = 2): ReportChart {
  return {
    title: 'Norm along the path',
    kind,
    x: { label: 'step' },
    y: { label: 'norm', unit: '√d' },
    series: Array.from({ length: series }, (_, index) => ({
      name: `path ${index + 1}`,
      x: steps,
      y: steps.map((step) => Math.cos(step + index)),
    })),
  };
}

export const report: Report = {
  title: 'A study',
  notes: ['It is 3 % shorter.'],
  tables: [
    {
      title: 'Norms, "raw"',
      columns: [{ name: 'path' }, { name: 'norm', unit: '√d' }],
      rows: [
        ['lerp, plain', 0.1 + 0.2],
        ['"slerp"', Number.POSITIVE_INFINITY],
      ],
    },
  ],
  charts: [chartOf('line')],
};
