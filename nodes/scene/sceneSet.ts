import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { type DrawnScene, drawFactors } from '../../src/scenes/drawFactors.ts';
import {
  grounds,
  type NumberFactor,
  type SceneFactors,
  styleNames,
  subjectColours,
  subjects,
  weathers,
  words,
} from '../../src/scenes/factors.ts';
import { type FactorName, factorsOf, factorWords, wordOf } from '../../src/scenes/facts.ts';
import { batchItem } from '../../src/tensor/tensor.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { paintScenes } from '../support/pictures/paintScenes.ts';
import { factorsFrom } from '../support/pictures/pictureFactors.ts';
import { sceneSize } from '../support/pictures/sceneParameters.ts';

const anyOf = <const Words extends readonly [string, ...string[]]>(values: Words, about: string) =>
  z
    .enum(['any', ...values])
    .default('any')
    .describe(`${about}; any draws it for each picture.`);

const wordsOf = <Factor extends NumberFactor>(factor: Factor) =>
  Object.keys(words[factor]) as [keyof (typeof words)[Factor] & string];

const parameters = z.object({
  subject: anyOf(subjects, 'What the pictures are of'),
  colour: anyOf(subjectColours, 'The colour of the subject'),
  size: anyOf(wordsOf('size'), 'The size of the subject'),
  position: anyOf(wordsOf('position'), 'Where the subject stands'),
  ground: anyOf(grounds, 'What the subject stands on'),
  time: anyOf(wordsOf('time'), 'Time of day'),
  palette: anyOf(wordsOf('palette'), 'Colours of the whole picture'),
  weather: anyOf(weathers, 'What falls from the sky'),
  style: anyOf(styleNames, 'How the pictures are painted'),
  count: z.int().min(1).max(512).default(16).describe('How many pictures.').meta({ step: 1 }),
  seed: seedParameter(
    'Draws every factor that is left to chance. Two sets of one seed differ in their fixed factors alone.',
  ),
  ...sceneSize,
});

export default defineNode({
  type: 'scene_set',
  version: 1,
  migrations: [],
  title: 'Scene set',
  docs: `Paints a set of scenes in which some factors are fixed and the rest are drawn from a seed.

Two sets of the same seed that differ in one fixed factor are the Positive and Negative of an attribute: night and day, snow and a clear sky. Picture by picture they show the same scene but for that factor, and the report says what each shows.`,
  errors: ['A set that would need more memory than there is: fewer or smaller pictures help.'],
  keywords: ['dataset', 'attribute', 'render', 'synthetic', 'pictures', 'factors', 'positive', 'negative', 'batch'],
  inputs: {},
  parameters,
  outputs: {
    image: port('image', 'One batch with all the pictures.'),
    set: port('image_set', 'The same pictures as a set that knows what they show.'),
    report: port('report', 'What each picture shows.'),
  },
  preview: 'images',
  examples: [
    { title: 'Night scenes', parameters: { time: 'night', count: 4, width: 64, height: 64 } },
    { title: 'The same scenes by day', parameters: { time: 'day', count: 4, width: 64, height: 64 } },
  ],
  async compute({ parameters: { count, seed, width, height, ...choices } }, context) {
    const fixed = fixedFactors(choices);
    const scenes = Array.from({ length: count }, (_, index) => drawFactors(seed, index, fixed));
    const toPaint = scenes.map(({ factors, variation }) => ({ factors, circumstances: { variation } }));
    const image = await paintScenes(toPaint, { width, height }, context);
    const facts = scenes.map(({ factors }) => Object.fromEntries(names.map((name) => [name, wordOf(factors, name)])));
    const set = { count, factors: factorsFrom(facts), read: async (index: number) => batchItem(image, index) };
    return { image, set, report: factorReport(scenes) };
  },
});

type Choices = Omit<z.output<typeof parameters>, 'count' | 'seed' | 'width' | 'height'>;

function fixedFactors(choices: Choices): Partial<SceneFactors> {
  return factorsOf(Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice !== 'any')));
}

const names = Object.keys(parameters.shape).filter((name): name is FactorName => name in factorWords);

function factorReport(scenes: readonly DrawnScene[]): Report {
  return {
    title: 'Factors of the scenes',
    notes: [],
    tables: [
      {
        title: 'Factors',
        columns: ['picture', ...names].map((name) => ({ name })),
        rows: scenes.map(({ factors }, index) => [index + 1, ...names.map((name) => wordOf(factors, name))]),
      },
    ],
    charts: [],
  };
}
