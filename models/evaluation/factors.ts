import {
  grounds,
  type SceneFactors,
  styleNames,
  subjectColours,
  subjects,
  weathers,
  words,
} from '../../src/scenes/factors.ts';

export type FactorName = keyof SceneFactors;

/** The values of every factor by the words that prompts have for them. */
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

/** The same as numbers where a factor is one: what the training wrote. */
export const factorValues = {
  subject: subjects,
  colour: subjectColours,
  size: Object.values(words.size),
  position: Object.values(words.position),
  time: Object.values(words.time),
  palette: Object.values(words.palette),
  weather: weathers,
  ground: grounds,
  style: styleNames,
};

/** What a picture shows, a word for each factor. */
export type Facts = { readonly [Name in FactorName]: string };

export function factsOf(factors: SceneFactors): Facts {
  const words = factorNames.map((name) => {
    const index = (factorValues[name] as readonly unknown[]).indexOf(factors[name]);
    return [name, factorWords[name][index]];
  });
  return Object.fromEntries(words) as Facts;
}
