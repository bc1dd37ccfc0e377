import { clipConfig } from '../configs/clipConfig.ts';
import { fluxConfig } from '../configs/fluxConfig.ts';
import type { InferredConfig } from '../configs/guess.ts';
import { sd3Config } from '../configs/sd3Config.ts';
import { t5Config } from '../configs/t5Config.ts';
import { unetConfig } from '../configs/unetConfig.ts';
import { vaeConfig } from '../configs/vaeConfig.ts';
import type { FoundNetwork } from './networkLayouts.ts';

/** What the shapes of a network say of it. @throws ArcspaceError naming a tensor that is missing. */
export function configure({ kind, tensors, openClip }: FoundNetwork, file: string, projecting = false): InferredConfig {
  switch (kind) {
    case 'unet':
      return unetConfig(tensors, file);
    case 'sd3':
      return sd3Config(tensors, file);
    case 'flux':
      return fluxConfig(tensors, file);
    case 'vae':
      return vaeConfig(tensors, file);
    case 'clip':
      return clipConfig(tensors, file, { projecting, openClip });
    case 't5':
      return t5Config(tensors, file);
  }
}
