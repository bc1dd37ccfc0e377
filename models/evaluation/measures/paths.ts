import { type FactorName, factorNames, factorWords } from '../../../src/scenes/facts.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { batchItem, type Tensor } from '../../../src/tensor/tensor.ts';
import type { Reading } from '../probe.ts';
import { hundredths, type Section, type Tools } from '../section.ts';
import type { Overrides } from '../workbench.ts';

const STEPS = 9;
const shares = Array.from({ length: STEPS }, (_, index) => index / (STEPS - 1));

/** The ways between two points, by their nodes: slerp and lerp take t, the blends take weights. */
const ways: Readonly<Record<string, (share: number) => Overrides>> = {
  slerp: (share) => ({ 'slerp.t': share }),
  lerp: (share) => ({ 'lerp.t': share }),
  lol: (share) => ({ 'lol.weights': [1 - share, share] }),
  karcher: (share) => ({ 'karcher.weights': [1 - share, share] }),
};
const titles: Readonly<Record<string, string>> = { slerp: 'slerp', lerp: 'lerp', lol: 'LOL', karcher: 'Karcher mean' };

/** Ways between noises, denoised, and between the latents of two scenes, decoded. */
export async function paths(tools: Tools): Promise<Section[]> {
  return [await noisePaths(tools), await scenePaths(tools)];
}

async function noisePaths(tools: Tools): Promise<Section> {
  const pairs = Math.max(2, Math.round(tools.count / 6));
  const rows: string[][] = [];
  for (const way of Object.keys(ways)) {
    const [confidence, sizes, evenness]: [number[], number[], number[]] = [[], [], []];
    for (let pair = 0; pair < pairs; pair++) {
      const frames = await walked(tools, 'noise-paths', way, { 'a.seed': 2 * pair + 1, 'b.seed': 2 * pair + 2 });
      confidence.push(mean((await readAll(tools, frames)).map(confidenceOf)));
      const steps = stepSizes(frames);
      sizes.push(mean(steps));
      evenness.push(Math.max(...steps) / mean(steps));
    }
    rows.push([
      titles[way] as string,
      hundredths(mean(confidence)),
      (255 * mean(sizes)).toFixed(1),
      mean(evenness).toFixed(2),
    ]);
  }
  return {
    title: 'Paths between noises',
    about: `${pairs} pairs of noises, ${STEPS} points between each, one prompt, 20 steps. Confidence: the mean probability of what the probe reads. Step: root mean square difference of neighbours, of 255. Largest step: compared with the mean; 1 is even.`,
    columns: ['way', 'confidence', 'step', 'largest step'],
    rows,
  };
}

async function scenePaths(tools: Tools): Promise<Section> {
  const rows: string[][] = [];
  const between = { 'from.count': tools.count, 'to.count': tools.count };
  const ends: readonly (readonly [FactorName, string, string])[] = [
    ['time', 'day', 'night'],
    ['palette', 'cool', 'warm'],
    ['weather', 'clear', 'snow'],
    ['style', 'flat', 'mosaic'],
    ['ground', 'hill', 'sea'],
  ];
  for (const [factor, from, to] of ends) {
    const sets = { ...between, 'from.time': 'any', 'to.time': 'any', [`from.${factor}`]: from, [`to.${factor}`]: to };
    const row = [`${factor}: ${from} to ${to}`];
    for (const way of ['slerp', 'lerp', 'karcher']) {
      const frames = await walked(tools, 'scene-paths', way, sets);
      row.push(hundredths(monotonicity(await readAll(tools, frames), factor, to)));
    }
    rows.push(row);
  }
  return {
    title: 'Paths between scenes',
    about: `Share of the steps, over ${tools.count} pairs of scenes that differ in one factor and ${STEPS} points between, on which the probability of the new value does not fall.`,
    columns: ['', 'slerp', 'lerp', 'Karcher mean'],
    rows,
  };
}

/** The pictures along a way: for each point a batch. */
async function walked({ workbench }: Tools, workflow: string, way: string, overrides: Overrides): Promise<Tensor[]> {
  const frames: Tensor[] = [];
  for (const share of shares) {
    frames.push(await workbench.pictures(workflow, `decode_${way}.image`, { ...overrides, ...ways[way]?.(share) }));
  }
  return frames;
}

async function readAll({ probe }: Tools, frames: readonly Tensor[]): Promise<Reading[][]> {
  const readings: Reading[][] = [];
  for (const frame of frames) readings.push(await probe.read(frame));
  return readings;
}

const confidenceOf = (readings: readonly Reading[]) =>
  mean(readings.flatMap(({ probabilities }) => factorNames.map((name) => Math.max(...probabilities[name]))));

function stepSizes(frames: readonly Tensor[]): number[] {
  return frames.slice(1).map((frame, index) => {
    const [before, after] = [batchItem(frames[index] as Tensor, 0).data, batchItem(frame, 0).data];
    return Math.sqrt(mean(after.map((value, at) => (value - (before[at] as number)) ** 2)));
  });
}

/** A fall of less than a hundredth is none. */
const NO_FALL = 0.01;

function monotonicity(readings: readonly (readonly Reading[])[], factor: FactorName, to: string): number {
  const value = factorWords[factor].indexOf(to);
  const rises = readings.slice(1).flatMap((frame, index) =>
    frame.map(({ probabilities }, item) => {
      const before = readings[index]?.[item]?.probabilities[factor][value] ?? 0;
      return (probabilities[factor][value] as number) >= before - NO_FALL;
    }),
  );
  return rises.filter(Boolean).length / rises.length;
}
