import { nearestWord, type SceneFactors } from './factors.ts';

const PLACES = { hill: 'on a hill', sea: 'by the sea', plain: 'on a plain' } as const;
const TIMES: Readonly<Record<string, string>> = { day: 'by day', sunset: 'at sunset', night: 'at night' };
const WEATHERS = { clear: 'under a clear sky', rain: 'in the rain', snow: 'in the snow' } as const;
const POSITIONS: Readonly<Record<string, string>> = {
  left: 'on the left',
  centre: 'in the centre',
  right: 'on the right',
};

/** A scene in words, each factor named: what a prompt for it says. */
export function captionOf(factors: SceneFactors): string {
  const { subject, colour, ground, weather, style } = factors;
  const word = (factor: Parameters<typeof nearestWord>[0]) => nearestWord(factor, factors[factor]);
  return [
    `a ${word('size')} ${colour} ${subject} ${PLACES[ground]} ${POSITIONS[word('position')]} ${TIMES[word('time')]} ${WEATHERS[weather]}`,
    `${word('palette')} colours`,
    `${style} style`,
  ].join(', ');
}
