import type { NetworkKind } from '../networkLayouts.ts';
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

const kinds: Readonly<Record<string, NetworkKind>> = {
  UNet2DConditionModel: 'unet',
  SD3Transformer2DModel: 'sd3',
  FluxTransformer2DModel: 'flux',
};

/**
 * How models are put together whose denoising network has this class and configuration, as its config.json says them.
 * @returns undefined for a class that no checkpoint is read of.
 */
export function recipeFor(className: string, config: Readonly<Record<string, unknown>>): Recipe | undefined {
  const kind = kinds[className];
  const said = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
  const sketch = {
    name: '',
    metadata: {},
    marks: new Set<string>(),
    parameterization: undefined,
    config: { use_linear_projection: false, ...said },
    has: () => false,
  };
  return recipes.find(({ denoiser, matches }) => denoiser.kind === kind && matches(sketch));
}
