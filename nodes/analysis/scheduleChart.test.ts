import { describe, expect, it } from 'vitest';
import { parseSchedulerConfig } from '../../src/diffusion/parseSchedulerConfig.ts';
import { dpmpp2m } from '../../src/diffusion/samplers/dpmpp2m.ts';
import { euler } from '../../src/diffusion/samplers/euler.ts';
import type { Report } from '../../src/graph/report.ts';
import { compute } from '../testing/compute.ts';
import { fakeDenoiser } from '../testing/fakeModel.ts';

const { training } = fakeDenoiser;
const flow = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 });
const zeroSnr = parseSchedulerConfig({ rescale_betas_zero_snr: true, timestep_spacing: 'trailing' });

async function chartOf(sigmas: readonly unknown[], model = fakeDenoiser, names = ''): Promise<Report> {
  const { report } = await compute('schedule_chart', { model, sigmas }, { names });
  return report as Report;
}

describe('schedule chart', () => {
  it('draws sigma over the steps on a logarithmic axis, without the clean end', async () => {
    const schedule = euler.schedule(training, { steps: 5, sigmas: 'karras' });
    const { charts, tables } = await chartOf([schedule]);
    expect(charts[0]).toMatchObject({ title: 'Sigma over steps', logarithmic: true });
    expect(charts[0]?.series[0]?.x).toEqual([0, 1, 2, 3, 4]);
    expect(charts[0]?.series[0]?.y).toEqual(schedule.steps.map(({ from }) => from.sigma));
    expect(tables[0]?.title).toBe('schedule 1: Euler, 5 steps');
    expect(tables[0]?.rows).toHaveLength(6);
    expect(tables[0]?.rows[5]).toEqual([5, '', 0, 1, 0]);
  });

  it('draws schedules beside each other, by their names, and numbers a name that was given twice', async () => {
    const both = [euler.schedule(training, { steps: 5 }), dpmpp2m.schedule(training, { steps: 8 })];
    const named = await chartOf(both, fakeDenoiser, 'plain, fast');
    expect(named.charts[0]?.series.map(({ name }) => name)).toEqual(['plain', 'fast']);
    expect(named.tables[1]?.title).toBe('fast: DPM++ 2M, 8 steps');
    const twins = await chartOf(both, fakeDenoiser, 'same, same');
    expect(twins.charts[1]?.series.map(({ name }) => name)).toEqual(['same (1)', 'same (2)']);
  });

  it('shows the noise rate of flow matching models, from 1 down to 0', async () => {
    const { charts } = await chartOf([euler.schedule(flow, { steps: 4 })], { ...fakeDenoiser, training: flow });
    expect(charts[0]?.title).toBe('Noise rate over steps');
    expect(charts[0]?.logarithmic).toBeUndefined();
    expect(charts[0]?.series[0]?.y.at(0)).toBe(1);
    expect(charts[0]?.series[0]?.y.at(-1)).toBe(0);
  });

  it('says pure noise where a schedule starts from it, which no sigma stands for', async () => {
    const { steps } = dpmpp2m.schedule(zeroSnr, { steps: 3 });
    const pure = { sampler: 'ddim', initialScale: 1, steps: [{ ...steps[0], from: { sigma: Infinity, signal: 0 } }] };
    const { tables, charts } = await chartOf([pure], { ...fakeDenoiser, training: zeroSnr });
    expect(tables[0]?.rows[0]?.slice(2)).toEqual(['pure noise', 0, 1]);
    expect(charts[0]?.series[0]?.x).not.toContain(0);
  });

  it('refuses a schedule for another kind of model, and names it', async () => {
    const sigmas = [euler.schedule(training, { steps: 4 }), euler.schedule(flow, { steps: 4 })];
    await expect(chartOf(sigmas)).rejects.toMatchObject({
      code: 'different-levels',
      message: 'Schedule 2 has no noise levels of tests: it was made for another kind of model.',
    });
  });
});
