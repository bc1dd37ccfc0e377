import { loraName } from '../diffusion/lora.ts';
import { describeLevel, PURE_NOISE, sameLevel } from '../diffusion/noiseLevel.ts';
import { batchItems, type Tensor } from '../tensor/tensor.ts';
import { eachOf, type Work } from '../tensor/work.ts';
import { isApart, isClip } from './clips/clip.ts';
import type { LatentsSummary, Summary } from './summary.ts';
import type { Direction, Latents, PortType, PortValues } from './values.ts';

/** All but latents, whose norms take a while. */
type Summarise = { readonly [T in Exclude<PortType, 'latents'>]: (value: PortValues[T]) => Omit<Summary, 'type'> };

const MAX_VALUES = 64;
const MAX_TEXT = 2000;

/** One line and a few facts for each kind of value; never the value itself when it is large. */
export function* summarise(type: PortType, value: unknown): Work<Summary> {
  if (type === 'latents') return { type, ...(yield* latentsSummary(value as Latents)) };
  return { type, ...(SUMMARIES[type] as (value: unknown) => Omit<Summary, 'type'>)(value) };
}

const SUMMARIES: Summarise = {
  image: (image) => ({ text: countOf(image, 'image'), shape: image.shape }),
  image_set: ({ count }) => ({ text: count === 1 ? '1 picture' : `${count} pictures` }),
  direction: (direction) => ({
    text: `${direction.scale} direction, norm ${direction.rawNorm.toPrecision(3)}${apartNote(direction)}`,
    shape: direction.tensor.shape,
    direction: { scale: direction.scale, norm: directionNorm(direction) },
  }),
  conditioning: (conditioning) => ({
    text: conditioning.prompt.trim() === '' ? 'empty prompt' : `“${conditioning.prompt.slice(0, MAX_TEXT)}”`,
    ...(conditioning.tensors.hidden && { shape: conditioning.tensors.hidden.shape }),
  }),
  prompt_direction: ({ from, to }) => ({ text: `“${from.slice(0, MAX_TEXT)}” to “${to.slice(0, MAX_TEXT)}”` }),
  model: (model) => ({ text: model.name }),
  vae: (vae) => ({ text: vae.space.name }),
  text_encoder: () => ({ text: 'text encoder' }),
  lora: (lora) => ({ text: loraName(lora) }),
  codes: ({ values, factors }) => ({
    text: `${values.shape[0]} codes, ${values.shape[1]} dimensions, ${factors.length} factors`,
    shape: values.shape,
  }),
  sigmas: (schedule) => ({
    text: `${schedule.steps.length} steps, ${schedule.sampler}`,
    value: schedule.steps.slice(0, MAX_VALUES).map((step) => step.from.sigma),
  }),
  number: (value) => ({ text: formatNumber(value), value }),
  numbers: (values) => ({
    text: values.length === 1 ? formatNumber(values[0] ?? 0) : `${values.length} numbers`,
    value: values.slice(0, MAX_VALUES),
  }),
  text: (text) => ({ text: text.slice(0, 80), value: text.slice(0, MAX_TEXT) }),
  report: (report) => ({ text: report.title, report }),
  any: () => ({ text: 'passed through' }),
};

function countOf(tensor: Tensor, noun: string): string {
  const [count = 1, ...rest] = tensor.shape;
  return `${count} ${noun}${count === 1 ? '' : 's'}, ${rest.join(' × ')}`;
}

function formatNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function directionNorm(direction: Direction): number {
  // Each frame of a unit direction that was made frame by frame has norm 1, and the clip more.
  if (isApart(direction)) return norm(direction.tensor.data);
  return direction.scale === 'unit' ? 1 : direction.rawNorm;
}

function apartNote(value: Direction | Latents): string {
  return isApart(value) ? ', frame by frame' : '';
}

function norm(data: Float32Array): number {
  let sum = 0;
  for (const element of data) sum += element * element;
  return Math.sqrt(sum);
}

function* latentsSummary(latents: Latents): Work<Omit<Summary, 'type'>> {
  const facts = yield* latentsFacts(latents);
  const noun = isClip(latents) ? 'clip' : 'point';
  return {
    text: `${countOf(latents.tensor, noun)}, ${facts.level}${apartNote(latents)}`,
    shape: latents.tensor.shape,
    latents: facts,
  };
}

function* latentsFacts(latents: Latents): Work<LatentsSummary> {
  const items = batchItems(latents.tensor);
  const ratios = yield* eachOf(items, (item) => norm(item.data) / Math.sqrt(item.data.length));
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const warning = shellWarning(latents, ratios, items[0]?.data.length ?? 1);
  return { level: describeLevel(latents.level), norm: mean, ...(warning === undefined ? {} : { warning }) };
}

/** |z|/sqrt(d) of N(0, I) has standard deviation 1/sqrt(2d): fresh noise five of them away was never seen in training. */
function shellWarning(latents: Latents, ratios: readonly number[], dimensions: number): string | undefined {
  if (!ratios.every(Number.isFinite)) return 'The latents hold values that are not finite.';
  const worst = ratios.reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a), 1);
  const deviations = (worst - 1) * Math.sqrt(2 * dimensions);
  if (sameLevel(latents.level, PURE_NOISE) && Math.abs(deviations) > 5) {
    return `Noise of norm ${worst.toFixed(2)} √d lies ${Math.abs(deviations).toFixed(0)} standard deviations ${worst < 1 ? 'inside' : 'outside'} the shell that the model has seen. Slerp keeps the norm, lerp shrinks it.`;
  }
  if (worst > 2 || worst < 0.4)
    return `A norm of ${worst.toFixed(2)} √d is far from what the model has seen (near 1 √d).`;
  return undefined;
}
