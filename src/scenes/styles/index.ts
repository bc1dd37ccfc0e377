import type { StyleName } from '../factors.ts';
import type { Stage } from '../stage.ts';
import { flat } from './flat.ts';
import { ink } from './ink.ts';
import { mosaic } from './mosaic.ts';
import { paperCut } from './paperCut.ts';
import type { MakeStyle, Style } from './style.ts';
import { watercolour } from './watercolour.ts';

const styles: Record<StyleName, MakeStyle> = { flat, ink, watercolour, mosaic, 'paper cut': paperCut };

export function styleOf(name: StyleName, stage: Stage): Style {
  return styles[name](stage);
}
