import { z } from 'zod';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { CLEAN, type NoiseLevel, noiseRate, PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import { namesFrom, namesParameter } from '../support/parameters/names.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, type Series, table } from '../support/reports/reports.ts';

interface Named {
  readonly name: string;
  readonly schedule: Schedule;
  /** Where each step starts, and where the last arrives. */
  readonly levels: readonly NoiseLevel[];
}

export default defineNode({
  type: 'schedule_chart',
  version: 1,
  migrations: [],
  title: 'Schedule chart',
  docs: `Draws the noise levels of one or several schedules over their steps, to compare how samplers, spacings and sigmas spread them.

Typical setup: connect a Load model, and a Schedule node for each way to compare, followed by Save report.

For models with a table of noise levels (Stable Diffusion) the chart shows sigma, the ratio of noise to signal, on a logarithmic axis. Neither clean latents nor pure noise have a place there: they are only in the table. For flow matching models (SD3, FLUX) it shows the noise rate, which is the time t from 1 to 0.

A second chart shows the training timestep that the network is told at each step. A steep part means few steps at those levels, a flat part means many.`,
  errors: [
    'A schedule that was made for another kind of model: one for flow matching beside a model with a noise table.',
  ],
  keywords: ['sigmas', 'scheduler', 'karras', 'compare', 'plot', 'noise levels', 'timesteps', 'steps'],
  inputs: {
    model: port('model', 'The network for which the schedules were made.'),
    sigmas: port('sigmas', 'A Schedule node.', { repeat: { min: 1, max: 8 } }),
  },
  parameters: z.object({ names: namesParameter('schedules') }),
  outputs: {
    report: port('report', 'Noise level and timestep over the steps, as charts and as a table per schedule.'),
  },
  terminal: true,
  examples: [{ title: 'The levels of a schedule', parameters: {} }],
  compute({ inputs: { model, sigmas }, parameters: { names } }) {
    const titles = namesFrom(names, sigmas.length, 'schedule');
    const all = sigmas.map((schedule, index) => {
      requireLevelsOf(model, schedule, index);
      return { name: numberedTwin(titles, index), schedule, levels: levelsOf(schedule) };
    });
    return {
      report: report('Schedules', {
        notes: [trainedNote(model)],
        tables: all.map(levelTable),
        charts: [levelChart(model, all), timestepChart(all)],
      }),
    };
  },
});

/** A name that was given twice is numbered, so that series and tables are told apart. */
function numberedTwin(names: readonly string[], index: number): string {
  const name = names[index] as string;
  return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${index + 1})`;
}

function levelsOf({ steps }: Schedule): NoiseLevel[] {
  return [...steps.map(({ from }) => from), steps.at(-1)?.to ?? CLEAN];
}

/** @throws ArcspaceError when signal and noise do not add up as they do for the model. */
function requireLevelsOf({ name, training }: Denoiser, schedule: Schedule, index: number): void {
  const power = training.kind === 'flow' ? 1 : 2;
  const fits = levelsOf(schedule).every(
    (level) => Math.abs(level.signal ** power + noiseRate(level) ** power - 1) < 1e-4,
  );
  if (fits) return;
  throw new ArcspaceError(
    'different-levels',
    `Schedule ${index + 1} has no noise levels of ${name}: it was made for another kind of model.`,
    'Connect the Schedule node to the same model, or this node to the model of the schedule.',
    { port: `sigmas.${index + 1}` },
  );
}

function trainedNote({ name, training }: Denoiser): string {
  if (training.kind === 'flow')
    return `${name} is a flow matching model: its levels are times from 1, noise, to 0, clean.`;
  const smallest = training.kind === 'edm' ? training.sigmas(2)[1] : training.sigmas[0];
  const { noisiest } = training;
  const largest = noisiest.signal === PURE_NOISE.signal ? 'pure noise' : `sigma ${formatNumber(noisiest.sigma)}`;
  return `${name} was trained from sigma ${formatNumber(smallest)} to ${largest}.`;
}

function levelTable({ name, schedule, levels }: Named): ReportTable {
  const rows = levels.map((level, step) => [
    step,
    schedule.steps[step] ? formatNumber(schedule.steps[step].timestep) : '',
    Number.isFinite(level.sigma) ? formatNumber(level.sigma) : 'pure noise',
    formatNumber(level.signal),
    formatNumber(noiseRate(level)),
  ]);
  const { title } = samplerById(schedule.sampler);
  const count = schedule.steps.length === 1 ? '1 step' : `${schedule.steps.length} steps`;
  return table(`${name}: ${title}, ${count}`, ['step', 'timestep', 'sigma', 'signal rate', 'noise rate'], rows);
}

function levelChart({ training }: Denoiser, all: readonly Named[]): ReportChart {
  if (training.kind === 'flow') {
    const series = all.map(({ name, levels }) => overSteps(name, levels.map(noiseRate)));
    return chart('Noise rate over steps', 'line', ['step', 'noise rate'], series);
  }
  const sigmas = ({ levels }: Named) => levels.map(({ sigma }) => (sigma > 0 ? sigma : Number.NaN));
  const series = all.map((one) => overSteps(one.name, sigmas(one)));
  return { ...chart('Sigma over steps', 'line', ['step', 'sigma, noise to signal'], series), logarithmic: true };
}

function timestepChart(all: readonly Named[]): ReportChart {
  const series = all.map(({ name, schedule }) =>
    overSteps(
      name,
      schedule.steps.map(({ timestep }) => timestep),
    ),
  );
  return chart('Timestep over steps', 'line', ['step', 'training timestep'], series);
}

/** From step 0 on, without what has no place on an axis. */
function overSteps(name: string, values: readonly number[]): Series {
  return counted(
    name,
    values.map((value) => (Number.isFinite(value) ? value : undefined)),
    0,
  );
}
