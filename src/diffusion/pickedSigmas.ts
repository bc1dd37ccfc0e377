import { linspace } from './spacing.ts';

/** `steps` sigmas from those of training, ascending there and descending here. */
type Pick = (steps: number, trained: ArrayLike<number>) => number[];

/** sgm_uniform of ComfyUI: evenly over the indices of training, the cleanest left out. */
const sgmUniform: Pick = (steps, trained) =>
  linspace(trained.length - 1, 0, steps + 1)
    .slice(0, steps)
    .map((index) => sigmaBetween(trained, index));

/** simple of ComfyUI: every n-th from the noisy end. */
const simple: Pick = (steps, trained) =>
  Array.from(
    { length: steps },
    (_, i) => trained[trained.length - 1 - Math.floor((i * trained.length) / steps)] as number,
  );

/** ddim_uniform of ComfyUI: every n-th from index 1, which is a step more where the levels do not divide evenly. */
const ddimUniform: Pick = (steps, trained) => {
  const stride = Math.max(1, Math.floor(trained.length / steps));
  const picked: number[] = [];
  for (let index = 1; index < trained.length; index += stride) picked.unshift(trained[index] as number);
  return picked;
};

/**
 * Sigmas found by optimisation for ten steps (Sabour et al., arXiv 2404.14507, "Align your steps"); for others interpolated
 * in ln sigma, as its authors do.
 */
function alignedSteps(tenSteps: readonly number[]): Pick {
  return (steps) => {
    const logs = tenSteps.map(Math.log);
    return linspace(0, tenSteps.length - 1, steps).map((index) => Math.exp(between(logs, index)));
  };
}

/** Ways to pick sigmas from those of training. */
export const picks = {
  sgm_uniform: sgmUniform,
  simple,
  ddim_uniform: ddimUniform,
  ays: alignedSteps([14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152]),
  ays_xl: alignedSteps([14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.38, 0.234, 0.113]),
} as const satisfies Record<string, Pick>;

export type Picked = keyof typeof picks;

function sigmaBetween(trained: ArrayLike<number>, index: number): number {
  const low = Math.floor(index);
  const ends = [trained[low] as number, trained[Math.min(low + 1, trained.length - 1)] as number];
  return Math.exp(between(ends.map(Math.log), index - low));
}

function between(values: readonly number[], index: number): number {
  const low = Math.min(Math.floor(index), values.length - 1);
  const from = values[low] as number;
  const to = values[Math.min(low + 1, values.length - 1)] as number;
  return from + (index - low) * (to - from);
}
