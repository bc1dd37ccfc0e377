/** What a scene shows, each independent of the others. */
export interface SceneFactors {
  readonly subject: Subject;
  readonly colour: SubjectColour;
  readonly ground: Ground;
  readonly weather: Weather;
  readonly style: StyleName;
  /** Where the subject stands: 0 is the left edge, 1 the right one. */
  readonly position: number;
  /** Of the subject; 1 is medium. */
  readonly size: number;
  /** 0 is day, 1 sunset, 2 night. */
  readonly time: number;
  /** -1 is cool, 0 neutral, 1 warm. */
  readonly palette: number;
}

export const subjects = ['house', 'tree', 'sailboat', 'lighthouse', 'mountain'] as const;
export const subjectColours = ['red', 'yellow', 'green', 'blue', 'purple', 'white'] as const;
export const grounds = ['hill', 'sea', 'plain'] as const;
export const weathers = ['clear', 'rain', 'snow'] as const;
export const styleNames = ['flat', 'ink', 'watercolour', 'mosaic', 'paper cut'] as const;

export type Subject = (typeof subjects)[number];
export type SubjectColour = (typeof subjectColours)[number];
export type Ground = (typeof grounds)[number];
export type Weather = (typeof weathers)[number];
export type StyleName = (typeof styleNames)[number];

/** What is in a picture and is no factor of it. */
export interface Circumstances {
  /** A seed of clouds, hills and the height of the sun. */
  readonly variation: number;
  /** How far clouds, waves, rain and snow have come: at 1 they are where they were at 0. */
  readonly motion: number;
  /** Of rain or snow, 0..1. */
  readonly weatherAmount: number;
}

export const usualCircumstances: Circumstances = { variation: 0, motion: 0, weatherAmount: 1 };

/** The values that words stand for, of factors that are numbers. */
export const words = {
  position: { left: 0.25, centre: 0.5, right: 0.75 },
  size: { small: 0.62, medium: 0.92, large: 1.28 },
  time: { day: 0, sunset: 1, night: 2 },
  palette: { cool: -1, neutral: 0, warm: 1 },
} as const;

export type NumberFactor = keyof typeof words;

/** The word that comes nearest to a value. */
export function nearestWord(factor: NumberFactor, value: number): string {
  const [first, ...others] = Object.entries(words[factor]) as [string, number][];
  const nearer = (one: [string, number], other: [string, number]) =>
    Math.abs(other[1] - value) < Math.abs(one[1] - value) ? other : one;
  return others.reduce(nearer, first as [string, number])[0];
}
