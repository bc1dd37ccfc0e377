import { TorchGenerator } from '../tensor/random.ts';
import { grounds, type SceneFactors, styleNames, subjectColours, subjects, weathers, words } from './factors.ts';

/** What a picture of a set shows, and the seed of all else in it. */
export interface DrawnScene {
  readonly factors: SceneFactors;
  readonly variation: number;
}

/**
 * Scene `index` of those that a seed draws: every factor evenly and for itself, numbers by their words. A factor that is fixed changes no
 * other, so two sets of one seed differ in what is fixed alone.
 */
export function drawFactors(seed: number, index: number, fixed: Partial<SceneFactors>): DrawnScene {
  const chance = new TorchGenerator(seed);
  const rows = chance.rand([index + 1, DRAWS]).data.subarray(index * DRAWS);
  let next = 0;
  const among = <Value>(values: readonly Value[]): Value =>
    values[Math.floor((rows[next++] as number) * values.length)] as Value;
  const drawn: SceneFactors = {
    subject: among(subjects),
    colour: among(subjectColours),
    ground: among(grounds),
    weather: among(weathers),
    style: among(styleNames),
    position: among(Object.values(words.position)),
    size: among(Object.values(words.size)),
    time: among(Object.values(words.time)),
    palette: among(Object.values(words.palette)),
  };
  return { factors: { ...drawn, ...fixed }, variation: Math.floor((rows[next] as number) * 2 ** 24) };
}

/** Nine factors and the variation. */
const DRAWS = 10;
