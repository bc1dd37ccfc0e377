import { rgb } from './colour.ts';
import { drawHill, drawPlain, drawPond, drawRidges } from './parts/land.ts';
import { drawIsland, drawSea, waterline } from './parts/sea.ts';
import { drawClouds, drawSky } from './parts/sky.ts';
import { drawWeather } from './parts/weather.ts';
import { light, type Piece } from './piece.ts';
import { polygon } from './shape.ts';
import type { Stage } from './stage.ts';
import { drawSubject, reflectionOf } from './subjects/index.ts';

/** All pieces of a scene from back to front. */
export function compose(stage: Stage): readonly Piece[] {
  const subject = drawSubject(stage);
  return [
    ...drawSky(stage),
    ...drawClouds(stage),
    ...drawRidges(stage),
    ...drawGround(stage, subject),
    ...drawBeam(stage),
    ...subject,
    ...drawWeather(stage),
  ].filter(({ opacity }) => opacity > 0);
}

function drawGround(stage: Stage, subject: readonly Piece[]): readonly Piece[] {
  const { ground, subject: kind } = stage.factors;
  if (ground === 'sea') {
    const reflection = reflectionOf(subject, waterline(stage));
    return [...drawSea(stage), ...reflection, ...(kind === 'sailboat' ? [] : drawIsland(stage))];
  }
  const land = ground === 'hill' ? drawHill(stage) : drawPlain(stage);
  return kind === 'sailboat' ? [...land, ...drawPond(stage)] : land;
}

const BEAM = rgb(255, 238, 168);

/** What a lighthouse throws over the wider side of the scene once it is dark. */
function drawBeam({ factors, light: colours, x, base, scale, width }: Stage): readonly Piece[] {
  if (factors.subject !== 'lighthouse' || colours.lamps === 0) return [];
  const side = x < width / 2 ? 1 : -1;
  const [lamp, far] = [base - 0.42 * scale, x + side * 0.8];
  const ends = [
    [x, lamp - 0.016],
    [far, lamp - 0.19],
    [far, lamp + 0.05],
    [x, lamp + 0.016],
  ] as const;
  const corners = side > 0 ? ends : ends.toReversed();
  return [light(polygon(...corners), BEAM, 0.38 * colours.lamps, 0.03)];
}
