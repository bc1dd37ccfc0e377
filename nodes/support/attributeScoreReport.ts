import { norm } from '../../src/geometry/vector.ts';
import type { Report, ReportChart } from '../../src/graph/report.ts';
import type { AttributeSets } from './attributeSets.ts';
import { type Place, share, type Trial } from './attributeTrials.ts';
import type { LevelReading } from './levels.ts';
import { chart, report, table } from './reports.ts';
import { figure } from './words.ts';

/** `readings` say where each place that is a step stands. */
export function attributeScoreReport(
  trials: readonly Trial[],
  attributes: readonly AttributeSets[],
  readings: ReadonlyMap<Place, LevelReading>,
): Report {
  const places = [...new Set(trials.map(({ place }) => place))];
  return report('Attribute score', {
    notes: attributes.map(({ name }) => verdict(name, trials, readings)),
    tables: [
      table(
        'Success and leakage',
        ['attribute', 'added', 'sigma', 'strength', ['success', '%'], ['leakage', '%']],
        trials.map(({ attribute, place, strength, success, leakage }) => [
          attribute,
          placeName(place, readings),
          figure(readings.get(place)?.level.sigma ?? 0),
          strength,
          figure(100 * success),
          figure(leakage && 100 * leakage),
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
      return [name, right.length, figure(100 * (share(right) ?? 0)), figure(norm(direction.tensor.data))];
    }),
  );
}

function verdict(name: string, trials: readonly Trial[], readings: ReadonlyMap<Place, LevelReading>): string {
  const own = trials.filter(({ attribute, strength }) => attribute === name && strength !== 0);
  const gain = ({ success, leakage = 0 }: Trial) => success - leakage;
  const best = own.reduce((found, trial) => (gain(trial) > gain(found) ? trial : found));
  const leak = best.leakage === undefined ? '' : ` and turns ${figure(100 * best.leakage)} % of other judgements`;
  return `${name}: best added ${placeName(best.place, readings)} at strength ${best.strength}, where it succeeds in ${figure(100 * best.success)} %${leak}.`;
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
