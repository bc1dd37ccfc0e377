import type { Report, ReportChart, ReportTable } from '../../../src/graph/report.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { formatNumber } from '../reports/formatNumber.ts';
import { chart, counted, report, type Series, table } from '../reports/reports.ts';
import { adviceOf, type Limits } from './advice.ts';
import type { Departure } from './offManifold.ts';

/** @param strengths those of the moves of linearity. */
export function limitsReport(limits: Limits, strengths: readonly number[]): Report {
  const advice = adviceOf(limits);
  return report('When arithmetic fails', {
    notes: advice.filter(({ isFine }) => !isFine).map(({ question, finding }) => `${question} ${finding}`),
    tables: [
      table(
        'What to do',
        ['question', 'finding', 'what to do'],
        advice.map(({ question, finding, remedy }) => [question, finding, remedy]),
      ),
      linearityTable(limits),
      ...(limits.pairs.length > 0 ? [independenceTable(limits)] : []),
      departureTable(limits),
      holesTable(limits),
    ],
    charts: [
      linearityChart(limits, strengths),
      departureChart('Decoding and encoding again', limits, ['distance', '% of the norm'], ({ away }) => 100 * away),
      departureChart('Norm', limits, ['norm', 'of that at 0'], ({ norm }) => norm),
      departureChart('Reconstruction', limits, ['difference', 'of 255'], ({ reconstruction }) => 255 * reconstruction),
      holesChart('Paths between scenes', limits, 'data'),
      holesChart('Paths between random points', limits, 'random'),
    ],
  });
}

function linearityTable({ linearity }: Limits): ReportTable {
  return table(
    'Linearity, by halves of the pictures',
    [
      'attribute',
      'at strength',
      ['gain', 'steps for each unit of strength'],
      ['a line explains', '%'],
      ['halves agree', 'cosine'],
    ],
    linearity.map(({ name, strength, gain, explained, agreement }) => [
      name,
      formatNumber(strength),
      formatNumber(gain),
      formatNumber(explained && 100 * explained),
      formatNumber(agreement),
    ]),
  );
}

function linearityChart({ linearity }: Limits, strengths: readonly number[]): ReportChart {
  const order = [...strengths.keys()].toSorted((a, b) => (strengths[a] as number) - (strengths[b] as number));
  const series = linearity.map(({ name, moves }): Series => {
    const points = [...order.map((at) => [strengths[at] as number, moves[at] as number] as const), [0, 0] as const];
    const sorted = points.toSorted((a, b) => a[0] - b[0]);
    return { name, x: sorted.map(([x]) => x), y: sorted.map(([, y]) => y) };
  });
  const ends = [Math.min(0, ...strengths), Math.max(0, ...strengths)];
  const ideal = { name: 'perfectly linear', x: ends, y: ends };
  return chart('Linearity', 'line', ['strength', ['move of the probe', 'steps']], [...series, ideal]);
}

function independenceTable({ pairs }: Limits): ReportTable {
  return table(
    'Independence',
    ['attribute', 'other attribute', ['directions', 'cosine'], ['in the scenes', 'correlation']],
    pairs.map(({ first, second, cosine, correlation }) => [
      first,
      second,
      formatNumber(cosine),
      formatNumber(correlation),
    ]),
  );
}

function departureTable({ offManifold }: Limits): ReportTable {
  const rows = offManifold.flatMap(({ name, departures }) =>
    departures.map(({ strength, norm, away, reconstruction }) => [
      name,
      strength,
      formatNumber(norm),
      formatNumber(100 * away),
      formatNumber(255 * reconstruction),
    ]),
  );
  return table(
    'Off the manifold',
    [
      'attribute',
      'strength',
      ['norm', 'of that at 0'],
      ['decoding and encoding again', '% of the norm'],
      ['reconstruction', 'of 255'],
    ],
    rows,
  );
}

function departureChart(
  title: string,
  { offManifold }: Limits,
  axis: readonly [string, string],
  figure: (departure: Departure) => number,
): ReportChart {
  const series = offManifold.map(({ name, departures }) => ({
    name,
    x: departures.map(({ strength }) => strength),
    y: departures.map(figure),
  }));
  return chart(title, 'line', ['strength', axis], series);
}

function holesTable({ paths }: Limits): ReportTable {
  const rows = paths.map(({ name, changes, jumps }) => [
    name,
    changes.length,
    formatNumber(255 * mean(changes)),
    formatNumber(255 * Math.max(0, ...changes)),
    jumps.map((index) => index + 1).join(', ') || '-',
  ]);
  return table(
    'Holes',
    ['path', 'steps', ['mean change', 'of 255'], ['largest change', 'of 255'], 'jumps at step'],
    rows,
  );
}

function holesChart(title: string, { paths }: Limits, kind: 'data' | 'random'): ReportChart {
  const own = paths.filter((path) => path.kind === kind);
  const jumps = own.flatMap(({ jumps: at, changes }) =>
    at.map((index) => [index + 1, 255 * (changes[index] as number)]),
  );
  const marks = {
    name: 'jumps',
    x: jumps.map(([x]) => x as number),
    y: jumps.map(([, y]) => y as number),
    marks: true,
  };
  const series = own.map(({ name, changes }) =>
    counted(
      name,
      changes.map((change) => 255 * change),
    ),
  );
  return chart(
    title,
    'line',
    ['step', ['change of the picture', 'of 255']],
    [...series, ...(jumps.length > 0 ? [marks] : [])],
  );
}
