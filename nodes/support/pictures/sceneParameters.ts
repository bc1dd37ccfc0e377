import { z } from 'zod';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import {
  grounds,
  type NumberFactor,
  styleNames,
  subjectColours,
  subjects,
  weathers,
} from '../../../src/scenes/factors.ts';
import { formatNumber } from '../reports/formatNumber.ts';

/** Factors of a scene that are chosen among words. */
export const sceneChoices = {
  subject: z.enum(subjects).default('sailboat').describe('What the picture is of.'),
  colour: z.enum(subjectColours).default('red').describe('The colour of the subject.'),
  ground: z.enum(grounds).default('sea').describe('What the subject stands on.'),
  weather: z.enum(weathers).default('clear').describe('What falls from the sky.'),
  style: z.enum(styleNames).default('flat').describe('How the picture is painted.'),
};

const ranges = {
  position: { least: 0, most: 1, usual: 0.5, about: 'Where the subject stands: 0 is the left edge, 1 the right edge.' },
  size: {
    least: 0.4,
    most: 1.5,
    usual: 0.92,
    about: 'Size of the subject: about 0.6 is small, 0.9 medium, 1.3 large.',
  },
  time: { least: 0, most: 2, usual: 0, about: 'Time of day: 0 is day, 1 sunset, 2 night.' },
  palette: { least: -1, most: 1, usual: 0, about: 'Colours of the whole picture: -1 is cool, 0 neutral, 1 warm.' },
} as const;

/** A factor that is a number. */
export function sceneNumber(
  factor: NumberFactor,
  about: string = ranges[factor].about,
  usual: number = ranges[factor].usual,
) {
  const { least, most } = ranges[factor];
  return z.number().min(least).max(most).default(usual).describe(about).meta({ control: 'slider', step: 0.01 });
}

const side = (name: string) =>
  z.int().min(32).max(1024).default(128).describe(`${name} of the picture.`).meta({ unit: 'px', step: 8 });

/** The embedded model was trained on pictures of 128 x 128. */
export const sceneSize = { width: side('Width'), height: side('Height') };

export const weatherAmount = z
  .number()
  .min(0)
  .max(1)
  .default(1)
  .describe('How much rain or snow falls: 0 is clear.')
  .meta({ control: 'slider', step: 0.01, shownWhen: { weather: ['rain', 'snow'] } });

export const variationMeaning = 'Picks clouds, hills and the height of the sun: everything that is no factor.';

/** @throws ArcspaceError that names the first number on a wire that no slider would give. */
export function requireInRange(numbers: Readonly<Record<NumberFactor, readonly number[]>>): void {
  for (const factor of Object.keys(ranges) as NumberFactor[]) {
    const { least, most, about } = ranges[factor];
    const wrong = numbers[factor].find((value) => !(value >= least && value <= most));
    if (wrong === undefined) continue;
    throw new ArcspaceError(
      'out-of-range',
      `"${factor}" got ${formatNumber(wrong)}, and goes from ${least} to ${most}. ${about}`,
      `Wire numbers from ${least} to ${most}.`,
      { port: factor },
    );
  }
}
