import { norm } from '../../../src/geometry/vector.ts';
import type { Report, ReportChart, ReportTable } from '../../../src/graph/report.ts';
import { formatNumber } from '../reports/formatNumber.ts';
import { chart, report, table } from '../reports/reports.ts';
import type { LevelReading } from '../sampling/levels.ts';
import type { AttributeSets } from './attributeSets.ts';
import { type Place, share, type Trial, wholeStep } from './attributeTrials.ts';

/** `readings` say where each place that is a step stands. */
export function attributeScoreReport(
  trials: readonly Trial[],
  attributes: readonly AttributeSets[],
  readings: ReadonlyMap<Place, LevelReading>,
): Report {
  const places = [...new Set(trials.map(({ place }) => place))];
  return report('Attribute score', {
    notes: notesOf(trials),
    tables: [
      matrix('Success', trials, places, readings, ({ success }) => success),
      matrix('Leakage', trials, places, readings, ({ leakage }) => leakage),
      table(
        'Success and leakage',
        ['attribute', 'added', 'sigma', 'strength', ['success', '%'], ['leakage', '%']],
        trials.map(({ attribute, place, strength, success, leakage }) => [
          attribute,
          placeName(place, readings),
          formatNumber(readings.get(place)?.level.sigma ?? 0),
          strength,
          formatNumber(100 * success),
          formatNumber(leakage && 100 * leakage),
        ]),
      ),
      judgeTable(attributes),
    ],
    charts: [
      overStrength('Success, mean of all attributes', trials, places, readings, ({ success }) => success),
      overStrength('Leakage, mean of all attributes', trials, places, readings, ({ leakage }) => leakage ?? 0),
    ],
  });
}

/** How good each judge is at pictures that it has not seen: no score can be better than its judge. */
function judgeTable(attributes: readonly AttributeSets[]) {
  return table(
    'The judges, on unedited pictures that they have not seen',
    ['attribute', 'pictures', ['right', '%'], 'length of the direction'],
    attributes.map(({ name, judge, unseen, direction }) => {
      const right = [
        ...unseen.positive.map(({ data }) => judge.read(data) > 0),
        ...unseen.negative.map(({ data }) => judge.read(data) <= 0),
      ];
      return [name, right.length, formatNumber(100 * (share(right) ?? 0)), formatNumber(norm(direction.tensor.data))];
    }),
  );
}

/** An attribute a row, a place a column, at the strength nearest to one whole step. */
function matrix(
  title: string,
  trials: readonly Trial[],
  places: readonly Place[],
  readings: ReadonlyMap<Place, LevelReading>,
  value: (trial: Trial) => number | undefined,
): ReportTable {
  const strength = wholeStep(trials);
  const columns = places.map((place) => [placeName(place, readings), '%'] as const);
  const rows = [...new Set(trials.map(({ attribute }) => attribute))].map((attribute) => [
    attribute,
    ...places.map((place) => {
      const trial = trials.find(
        (each) => each.attribute === attribute && each.place === place && each.strength === strength,
      );
      const share = trial && value(trial);
      return formatNumber(share && 100 * share);
    }),
  ]);
  return table(`${title} at strength ${strength}`, ['attribute', ...columns], rows);
}

/** What can be relied on: added to clean latents, at the strength nearest to one whole step. */
function notesOf(trials: readonly Trial[]): string[] {
  const strength = wholeStep(trials);
  const clean = trials.filter((trial) => trial.place === 'clean' && trial.strength === strength);
  const reliable = clean.filter(({ success }) => success >= 0.8).map(({ attribute }) => attribute);
  const leaks = clean.flatMap(({ leakage }) => (leakage === undefined ? [] : [leakage]));
  const most =
    leaks.length > 0 ? ` At most ${formatNumber(100 * Math.max(...leaks))} % of the other attributes change.` : '';
  const who = reliable.length > 0 ? reliable.join(', ') : 'No attribute';
  return [`${who}: reached in four pictures of five or more, at strength ${strength} on clean latents.${most}`];
}

function placeName(place: Place, readings: ReadonlyMap<Place, LevelReading>): string {
  const reading = readings.get(place);
  return reading ? `at step ${reading.step} (${reading.band})` : 'to clean latents';
}

function overStrength(
  title: string,
  trials: readonly Trial[],
  places: readonly Place[],
  readings: ReadonlyMap<Place, LevelReading>,
  value: (trial: Trial) => number,
): ReportChart {
  const strengths = [...new Set(trials.map(({ strength }) => strength))].sort((a, b) => a - b);
  const series = places.map((place) => ({
    name: placeName(place, readings),
    x: strengths,
    y: strengths.map((strength) => {
      const found = trials.filter((trial) => trial.place === place && trial.strength === strength);
      return (100 * found.reduce((sum, trial) => sum + value(trial), 0)) / found.length;
    }),
  }));
  return chart(title, 'line', ['strength', ['share of pictures', '%']], series);
}
