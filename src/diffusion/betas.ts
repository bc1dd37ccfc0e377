/** How noise may grow over the training steps. */
export const betaSchedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2', 'sigmoid', 'laplace', 'exp'] as const;

export type BetaSchedule = (typeof betaSchedules)[number];

export interface BetaRequest {
  readonly num_train_timesteps: number;
  readonly beta_start: number;
  readonly beta_end: number;
  readonly beta_schedule: BetaSchedule;
  readonly trained_betas?: readonly number[] | null | undefined;
}

/** [T] noise variances per training step, in float32 as diffusers computes them; explicit betas win over a schedule. */
export function betaTable(request: BetaRequest): Float32Array {
  const { num_train_timesteps: steps, beta_start: start, beta_end: end } = request;
  if (request.trained_betas) return Float32Array.from(request.trained_betas);
  switch (request.beta_schedule) {
    case 'linear':
      return linspace32(start, end, steps);
    case 'scaled_linear':
      return linspace32(Math.sqrt(start), Math.sqrt(end), steps).map((root) => root * root);
    case 'squaredcos_cap_v2':
      return betasOf(cosine, steps);
    case 'sigmoid':
      return linspace32(-6, 6, steps).map((x) => (end - start) / (1 + Math.exp(-x)) + start);
    case 'laplace':
      return betasOf(laplace, steps);
    case 'exp':
      return betasOf((t) => Math.exp(-12 * t), steps);
  }
}

/** torch.linspace in float32: from both ends towards the middle. */
function linspace32(start: number, end: number, steps: number): Float32Array {
  const first = Math.fround(start);
  const last = Math.fround(end);
  const step = steps > 1 ? Math.fround(Math.fround(last - first) / (steps - 1)) : 0;
  const half = Math.floor(steps / 2);
  return Float32Array.from({ length: steps }, (_, i) =>
    i < half || steps === 1 ? first + step * i : last - step * (steps - 1 - i),
  );
}

/** The squared signal rate at a share of the training steps, 0 to 1. */
type AlphaBar = (t: number) => number;

/** [T] variances that follow a squared signal rate, capped at 0.999. */
function betasOf(alphaBar: AlphaBar, steps: number): Float32Array {
  return Float32Array.from({ length: steps }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / steps) / alphaBar(i / steps), 0.999),
  );
}

/** Nichol & Dhariwal, arXiv 2102.09672, eq. 17. */
function cosine(t: number): number {
  return Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
}

/** ln of the signal-to-noise ratio Laplace distributed (Hang et al., arXiv 2407.03297), as diffusers has it. */
function laplace(t: number): number {
  const lambda = -0.5 * Math.sign(0.5 - t || 1) * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6);
  return Math.sqrt(1 / (1 + Math.exp(-lambda)));
}

/** [T] cumulative products of 1 - beta: the squared signal rates. */
export function cumulativeAlphas(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => {
    product *= Math.fround(1 - beta);
    return product;
  });
}

/** Shifts and scales so that the last step is pure noise (Lin et al., arXiv 2305.08891, algorithm 1). */
export function rescaleZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeAlphas(betas).map(Math.sqrt);
  const first = roots[0] as number;
  const last = roots[roots.length - 1] as number;
  const stretch = Math.fround(first / Math.fround(first - last));
  const alphaBars = roots.map((root) => Math.fround(Math.fround(root - last) * stretch) ** 2);
  return alphaBars.map((alphaBar, i) => {
    const alpha = i === 0 ? alphaBar : Math.fround(alphaBar / (alphaBars[i - 1] as number));
    return 1 - alpha;
  });
}
