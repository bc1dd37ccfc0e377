import { noiseRate } from '../../../src/diffusion/noiseLevel.ts';
import { levelBefore, type Schedule } from '../../../src/diffusion/schedule.ts';
import type { Report, ReportTable } from '../../../src/graph/report.ts';
import { formatNumber } from '../reports/formatNumber.ts';
import type { LevelReading } from './levels.ts';

/**
 * Levels in all the ways that people give them, one row each; where an injection is spread over several steps, the share
 * of each. `sharesFrom` gives the shares of a window that begins at a step.
 */
export function levelReport(
  readings: readonly LevelReading[],
  schedule: Schedule,
  sharesFrom: (step: number) => readonly number[],
): Report {
  const { steps, sampler } = schedule;
  const windows = readings.map(({ step }) => ({ step, shares: sharesFrom(step) }));
  return {
    title: 'Noise level',
    notes: readings.map(
      ({ step, band, level }) =>
        `Step ${step} of ${steps.length} (${sampler}): an edit here changes ${band}, scaled by a signal rate of ${formatNumber(level.signal)}.`,
    ),
    tables: [
      levelTable('Where the direction came in', readings),
      ...windows.flatMap(({ step, shares }) => (shares.length > 1 ? [shareTable(schedule, step, shares)] : [])),
    ],
    charts: [],
  };
}

function shareTable(schedule: Schedule, first: number, shares: readonly number[]): ReportTable {
  return {
    title: `How it was spread from step ${first} on`,
    columns: [{ name: 'step' }, { name: 'sigma' }, { name: 'share' }, { name: 'share x signal rate' }],
    rows: shares.map((share, index) => {
      const { sigma, signal } = levelBefore(schedule, first + index);
      return [first + index, formatNumber(sigma), formatNumber(share), formatNumber(share * signal)];
    }),
  };
}

export function levelTable(title: string, readings: readonly LevelReading[]): ReportTable {
  return {
    title,
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
      formatNumber(fraction),
      step,
      formatNumber(timestep),
      formatNumber(level.sigma),
      formatNumber(level.signal),
      formatNumber(noiseRate(level)),
      band,
    ]),
  };
}
