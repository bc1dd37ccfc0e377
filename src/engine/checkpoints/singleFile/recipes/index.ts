import type { Recipe } from '../recipe.ts';
import { flux } from './flux.ts';
import { stableDiffusion1 } from './stableDiffusion1.ts';
import { stableDiffusion2 } from './stableDiffusion2.ts';
import { stableDiffusion3 } from './stableDiffusion3.ts';
import { stableDiffusionXl, stableDiffusionXlRefiner } from './stableDiffusionXl.ts';

/** The families whose checkpoints are read. A new one is a file beside these and a line here. */
export const recipes: readonly Recipe[] = [
  stableDiffusionXl,
  stableDiffusionXlRefiner,
  stableDiffusion1,
  stableDiffusion2,
  stableDiffusion3,
  flux,
];
