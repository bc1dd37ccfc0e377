import { type NumberFactor, nearestWord, type SceneFactors } from './factors.ts';

const PLACES = { hill: 'on a hill', sea: 'by the sea', plain: 'on a plain' } as const;
const TIMES: Readonly<Record<string, string>> = { day: 'by day', sunset: 'at sunset', night: 'at night' };
const WEATHERS = { clear: 'under a clear sky', rain: 'in the rain', snow: 'in the snow' } as const;
const POSITIONS: Readonly<Record<string, string>> = {
  left: 'on the left',
  centre: 'in the centre',
  right: 'on the right',
};

/** A scene in words, each factor that is given named: what a prompt for it says. "a scene at night" where only the time is given. */
export function captionOf({ subject, colour, ground, weather, style, ...numbers }: Partial<SceneFactors>): string {
  const word = (factor: NumberFactor) => {
    const value = numbers[factor];
    return value === undefined ? undefined : nearestWord(factor, value);
  };
  const sentence = [
    'a',
    word('size'),
    colour,
    subject ?? 'scene',
    ground && PLACES[ground],
    POSITIONS[word('position') ?? ''],
    TIMES[word('time') ?? ''],
    weather && WEATHERS[weather],
  ];
  const palette = word('palette');
  const ending = [palette && `${palette} colours`, style && `${style} style`];
  return [sentence.filter(Boolean).join(' '), ...ending.filter(Boolean)].join(', ');
}
