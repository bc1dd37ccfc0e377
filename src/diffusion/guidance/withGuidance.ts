import { altered } from '../altered.ts';
import type { Denoiser } from '../model.ts';
import type { GuidanceStyle } from './style.ts';

/** The same network, whose guidance acts in a style of its own. Styles of several add up; the outermost wins. */
export function withGuidance(denoiser: Denoiser, style: GuidanceStyle): Denoiser {
  return altered(denoiser, { name: `guided ${JSON.stringify(style)}`, style });
}
