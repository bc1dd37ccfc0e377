import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import type { Circumstances, SceneFactors } from '../../../src/scenes/factors.ts';
import { type PictureSize, renderScene } from '../../../src/scenes/renderScene.ts';
import { requireRoom, type Tensor } from '../../../src/tensor/tensor.ts';
import { joined } from '../latents/batch.ts';

export interface SceneToPaint {
  readonly factors: SceneFactors;
  readonly circumstances: Partial<Circumstances>;
}

/** One batch with a picture of each scene, [count, 3, height, width] in 0..1. */
export async function paintScenes(
  scenes: readonly SceneToPaint[],
  size: PictureSize,
  context: Pick<Context, 'pause' | 'progress'>,
): Promise<Tensor> {
  requireRoom(scenes.length * 3 * size.width * size.height);
  const pictures: Tensor[] = [];
  for (const { factors, circumstances } of scenes) {
    pictures.push(await paced(renderScene(factors, size, circumstances), context));
    await context.progress({ step: pictures.length, of: scenes.length });
  }
  return joined(pictures, context);
}
