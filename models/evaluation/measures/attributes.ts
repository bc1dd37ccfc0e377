import type { FactorName } from '../../../src/scenes/facts.ts';
import { judge, type Verdict } from '../judge.ts';
import type { Reading } from '../probe.ts';
import { promptOf } from '../scenes.ts';
import { hundredths, type Section, type Tools } from '../section.ts';
import type { Overrides } from '../workbench.ts';

export interface Attribute {
  readonly factor: FactorName;
  readonly from: string;
  readonly to: string;
}

const attributes: readonly Attribute[] = [
  { factor: 'time', from: 'day', to: 'night' },
  { factor: 'time', from: 'day', to: 'sunset' },
  { factor: 'weather', from: 'clear', to: 'snow' },
  { factor: 'weather', from: 'clear', to: 'rain' },
  { factor: 'palette', from: 'cool', to: 'warm' },
  { factor: 'style', from: 'flat', to: 'ink' },
  { factor: 'style', from: 'flat', to: 'watercolour' },
  { factor: 'style', from: 'flat', to: 'mosaic' },
  { factor: 'style', from: 'flat', to: 'paper cut' },
  { factor: 'ground', from: 'hill', to: 'sea' },
  { factor: 'colour', from: 'red', to: 'blue' },
  { factor: 'position', from: 'left', to: 'right' },
  { factor: 'size', from: 'small', to: 'large' },
  { factor: 'subject', from: 'house', to: 'tree' },
];

/** Levels at which directions are injected, as fractions of the schedule: 0 is pure noise. */
const levels = { 'high noise': 0.3, middle: 0.5, 'low noise': 0.7 } as const;
const CLEAN_STRENGTHS = [1, 1.5] as const;

/** Directions from sets of scenes, added to scenes: by every way that the program offers, and beside controls. */
export async function attributeArithmetic(tools: Tools): Promise<Section[]> {
  const ways: (readonly (string | number)[])[] = [];
  const controls: (readonly (string | number)[])[] = [];
  for (const attribute of attributes) {
    const before = await reading(tools, 'attribute', 'decode.image', {
      ...setsFor(attribute, tools),
      'apply.strength': 0,
    });
    const tried = new Map<string, Verdict>();
    for (const [name, workflow, overrides] of waysFor(attribute)) {
      const after = await reading(tools, workflow, 'decode.image', { ...setsFor(attribute, tools), ...overrides });
      tried.set(name, judge(before, after, attribute.factor, attribute.to));
    }
    const best = [...tried].reduce((one, other) => (worth(other[1]) > worth(one[1]) ? other : one));
    ways.push([nameOf(attribute), ...[...tried.values()].map(figures), `${best[0]}: ${figures(best[1])}`]);
    controls.push([nameOf(attribute), ...(await controlsFor(tools, attribute, before))]);
  }
  return [
    {
      title: 'Attribute arithmetic',
      about: `success / leakage: the share of ${tools.count} scenes that the probe reads the new value from, and the share of their other factors that changed. The direction is the mean difference of 32 pairs of other scenes. Clean: added to the latents, at strength 1 and 1.5. Injected: added at a noise level and denoised from there, without a prompt or with one that names the new value ("a scene at night").`,
      columns: ['', ...waysFor(attributes[0] as Attribute).map(([name]) => name), 'best'],
      rows: ways,
    },
    {
      title: 'Controls of the arithmetic',
      about:
        'The same, with what should do nothing: a random direction of the same length, the direction of sets whose labels are shuffled, and the prompt alone, without a direction, at middle noise.',
      columns: ['', 'random direction', 'shuffled labels', 'prompt alone'],
      rows: controls,
    },
  ];
}

type Way = readonly [name: string, workflow: string, overrides: Overrides];

function waysFor(attribute: Attribute): Way[] {
  const clean = CLEAN_STRENGTHS.map(
    (strength): Way => [`clean x ${strength}`, 'attribute', { 'apply.strength': strength }],
  );
  const injected = Object.entries(levels).flatMap(([name, level]): Way[] => {
    const at = { 'inject.level': level, 'inject.strength': 1 };
    return [
      [`${name}`, 'injected', at],
      [`${name}, prompt`, 'injected', { ...at, 'prompt.text': promptOf({ [attribute.factor]: attribute.to }) }],
    ];
  });
  return [...clean, ...injected];
}

async function controlsFor(tools: Tools, attribute: Attribute, before: readonly Reading[]): Promise<string[]> {
  const { factor, to } = attribute;
  const sets = setsFor(attribute, tools);
  const shuffled = { [`plus.${factor}`]: 'any', [`minus.${factor}`]: 'any', 'minus.seed': 900_111 };
  const alone = { 'inject.level': levels.middle, 'inject.strength': 0, 'prompt.text': promptOf({ [factor]: to }) };
  const trials = [
    await reading(tools, 'attribute', 'decode_control.image', sets),
    await reading(tools, 'attribute', 'decode.image', { ...sets, ...shuffled }),
    await reading(tools, 'injected', 'decode.image', { ...sets, ...alone }),
  ];
  return trials.map((after) => figures(judge(before, after, factor, to)));
}

/** Both sets and the scenes to change. The defaults of the workflow fix the time of day, which other factors leave to chance. */
export function setsFor({ factor, from, to }: Attribute, { count }: Tools): Overrides {
  const free = { 'plus.time': 'any', 'minus.time': 'any', 'scenes.time': 'any', 'scenes.count': count };
  return { ...free, [`plus.${factor}`]: to, [`minus.${factor}`]: from, [`scenes.${factor}`]: from };
}

/** What the probe reads in the pictures of an output. */
export async function reading(
  { workbench, probe }: Tools,
  workflow: string,
  output: string,
  overrides: Overrides,
): Promise<Reading[]> {
  return probe.read(await workbench.pictures(workflow, output, overrides));
}

/** What is gained, and twice what it costs: a way that changes everything is none. */
const worth = ({ success, leakage }: Verdict) => success - 2 * leakage;

const figures = ({ success, leakage }: Verdict) => `${hundredths(success)} / ${hundredths(leakage)}`;

const nameOf = ({ factor, from, to }: Attribute) => `${factor}: ${from} to ${to}`;
