import { drawFactors } from '../../src/scenes/drawFactors.ts';
import type { SceneFactors } from '../../src/scenes/factors.ts';
import { type Facts, factorNames, factorValues, factorWords, factsOf } from './factors.ts';

/** What the scenes of a `scene_set` show: the node draws them so. */
export function drawnFacts(seed: number, count: number, fixed: Partial<Facts> = {}): Facts[] {
  return Array.from({ length: count }, (_, index) => factsOf(drawFactors(seed, index, toFactors(fixed)).factors));
}

/** A prompt that says what is given and nothing else, as the captions of the training put it: "a scene at night". */
export function promptOf(facts: Partial<Facts>): string {
  const phrase = (name: keyof typeof phrases) =>
    facts[name] && (phrases[name][facts[name]] ?? `${phrases[name].other} ${facts[name]}`);
  const sentence = [
    'a',
    facts.size,
    facts.colour,
    facts.subject ?? 'scene',
    phrase('ground'),
    phrase('position'),
    phrase('time'),
    phrase('weather'),
  ];
  const ending = [facts.palette && `${facts.palette} colours`, facts.style && `${facts.style} style`];
  return [sentence.filter(Boolean).join(' '), ...ending.filter(Boolean)].join(', ');
}

const phrases: Readonly<Record<'ground' | 'position' | 'time' | 'weather', Readonly<Record<string, string>>>> = {
  ground: { hill: 'on a hill', sea: 'by the sea', plain: 'on a plain' },
  position: { centre: 'in the centre', other: 'on the' },
  time: { day: 'by day', other: 'at' },
  weather: { clear: 'under a clear sky', other: 'in the' },
};

function toFactors(facts: Partial<Facts>): Partial<SceneFactors> {
  const given = factorNames.filter((name) => facts[name] !== undefined);
  return Object.fromEntries(
    given.map((name) => [name, factorValues[name][factorWords[name].indexOf(facts[name] as string)]]),
  );
}
