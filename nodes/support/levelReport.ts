import { noiseRate } from '../../src/diffusion/noiseLevel.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import type { Report } from '../../src/graph/report.ts';
import type { LevelReading } from './levels.ts';
import { figure } from './words.ts';

/** Levels in all the ways that people give them, one row each. */
export function levelReport(readings: readonly LevelReading[], { steps, sampler }: Schedule): Report {
  return {
    title: 'Noise level',
    notes: readings.map(
      ({ step, band, level }) =>
        `Step ${step} of ${steps.length} (${sampler}): an edit here changes ${band}, scaled by a signal rate of ${figure(level.signal)}.`,
    ),
    tables: [
      {
        title: 'Where the direction came in',
        columns: [
          { name: 'fraction' },
          { name: 'step' },
          { name: 'timestep' },
          { name: 'sigma' },
          { name: 'signal rate' },
          { name: 'noise rate' },
          { name: 'changes' },
        ],
        rows: readings.map(({ fraction, step, timestep, level, band }) => [
          figure(fraction),
          step,
          figure(timestep),
          figure(level.sigma),
          figure(level.signal),
          figure(noiseRate(level)),
          band,
        ]),
      },
    ],
    charts: [],
  };
}
