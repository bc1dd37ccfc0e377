import {
  grounds,
  type NumberFactor,
  nearestWord,
  type SceneFactors,
  styleNames,
  subjectColours,
  subjects,
  weathers,
  words,
} from './factors.ts';

export type FactorName = keyof SceneFactors;

/** What a picture shows, a word for each factor. */
export type Facts = { readonly [Name in FactorName]: string };

/** The words of every factor, in the order in which networks were trained to tell them apart. */
export const factorWords: { readonly [Name in FactorName]: readonly string[] } = {
  subject: subjects,
  colour: subjectColours,
  size: Object.keys(words.size),
  position: Object.keys(words.position),
  time: Object.keys(words.time),
  palette: Object.keys(words.palette),
  weather: weathers,
  ground: grounds,
  style: styleNames,
};

export const factorNames = Object.keys(factorWords) as readonly FactorName[];

/** The word for a factor of a scene; for a number the nearest. */
export function wordOf(factors: SceneFactors, name: FactorName): string {
  return isNumberFactor(name) ? nearestWord(name, factors[name]) : factors[name];
}

export function factsOf(factors: SceneFactors): Facts {
  return Object.fromEntries(factorNames.map((name) => [name, wordOf(factors, name)])) as Facts;
}

/** What the scenes of these words have; what is not named is left out. */
export function factorsOf(facts: Partial<Facts>): Partial<SceneFactors> {
  const given = Object.entries(facts) as [FactorName, string][];
  return Object.fromEntries(given.map(([name, word]) => [name, valueOfWord(name, word)]));
}

/** A word as scenes have it: a number where the factor is one. */
export function valueOfWord(name: FactorName, word: string): string | number | undefined {
  return isNumberFactor(name) ? (words[name] as Readonly<Record<string, number>>)[word] : word;
}

function isNumberFactor(name: FactorName): name is NumberFactor {
  return name in words;
}
