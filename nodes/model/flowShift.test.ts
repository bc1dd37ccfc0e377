import { describe, expect, it } from 'vitest';
import { comfyuiRun } from '../../src/diffusion/comfyui/comfyuiSchedule.ts';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { parseSchedulerConfig } from '../../src/diffusion/parseSchedulerConfig.ts';
import { levelBefore } from '../../src/diffusion/schedule.ts';
import { compute } from '../testing/compute.ts';
import { conditioningOf, fakeDenoiser, fakeLora } from '../testing/fakeModel.ts';
import { latentsOf } from '../testing/values.ts';

const flowModel = (config: object): Denoiser => ({
  ...fakeDenoiser,
  training: parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', ...config }),
});

async function shifted(model: Denoiser, shift: number): Promise<Denoiser> {
  return (await compute('flow_shift', { model }, { shift })).model as Denoiser;
}

/** The levels of ComfyUI's "simple" in four steps, as times of flow matching. */
function timesOf({ training }: Denoiser): number[] {
  const request = { program: 'comfyui', sampler: 'euler', scheduler: 'simple', steps: 4, denoise: 1 } as const;
  const { schedule } = comfyuiRun(training, { ...request, first: 0, last: 4, cleansAtEnd: true });
  return schedule.steps.map((_, index) => {
    const { sigma, signal } = levelBefore(schedule, index);
    return signal === 0 ? 1 : (sigma * signal) / (signal + sigma * signal);
  });
}

describe('a flow shift', () => {
  it.each([
    ['of Stable Diffusion 3 replaces its own', { shift: 3 }],
    ['of FLUX replaces the one that follows the size', { use_dynamic_shifting: true, shift: 3 }],
  ])('%s: t becomes s t / (1 + (s - 1) t)', async (_, config) => {
    const expected = [1, 0.75, 0.5, 0.25].map((time) => (5 * time) / (1 + 4 * time));
    timesOf(await shifted(flowModel(config), 5)).forEach((time, index) => {
      expect(time).toBeCloseTo(expected[index] as number, 5);
    });
  });

  it('does not follow the size of the latents any more', async () => {
    const { training } = await shifted(flowModel({ use_dynamic_shifting: true }), 2);
    expect(training.forSize([128, 128])).toBe(training);
  });

  it('changes what a sampler computes, and tells the network apart from the one without', async () => {
    const model = flowModel({ shift: 3 });
    const other = await shifted(model, 8);
    const wires = { conditioning: conditioningOf('a'), latents: latentsOf(1) };
    const [plain, moved] = await Promise.all(
      [model, other].map((each) => compute('ksampler', { ...wires, model: each }, { steps: 3, cfg: 1 })),
    );
    expect(moved).not.toEqual(plain);
    expect(other.id).not.toBe(model.id);
  });

  it('stays when a LoRA is applied after it, and after a guidance', async () => {
    const moved = await shifted(flowModel({ shift: 3 }), 8);
    const { model } = (await compute('guidance', { model: moved }, { rescale: 0.5 })) as { model: Denoiser };
    const twice = (await compute('guidance', { model }, { rescale: 0.7 })) as { model: Denoiser };
    const changed = await twice.model.withLora?.(fakeLora('ink'));
    expect(changed?.changed.name).toBe('tests with ink 1');
    expect(changed?.changed.training).toBe(moved.training);
  });

  it('of a model of another kind is refused', async () => {
    await expect(shifted(fakeDenoiser, 3)).rejects.toThrow('tests was not trained by flow matching');
  });
});
