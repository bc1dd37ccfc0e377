import { ddim } from './ddim.ts';
import { ddpm } from './ddpm.ts';
import { dpm2 } from './dpm2.ts';
import { dpm2Ancestral } from './dpm2Ancestral.ts';
import { dpmpp2m } from './dpmpp2m.ts';
import { euler } from './euler.ts';
import { eulerAncestral } from './eulerAncestral.ts';
import { heun } from './heun.ts';
import { lcm } from './lcm.ts';
import { pndm } from './pndm.ts';
import { pndmRungeKutta } from './pndmRungeKutta.ts';
import type { Sampler } from './sampler.ts';
import { tcd } from './tcd.ts';

/** Every sampler there is, in the order of menus. Adding one = its file and a line here. */
export const samplers: readonly [Sampler, ...Sampler[]] = [
  dpmpp2m,
  euler,
  eulerAncestral,
  heun,
  dpm2,
  dpm2Ancestral,
  ddim,
  ddpm,
  pndm,
  pndmRungeKutta,
  lcm,
  tcd,
];

/** Ids for a parameter's choices, in the order of menus. */
export const samplerIds: readonly string[] = samplers.map(({ id }) => id);

/** @throws RangeError that lists the samplers there are. */
export function samplerById(id: string): Sampler {
  const sampler = samplers.find((candidate) => candidate.id === id);
  if (!sampler) throw new RangeError(`there is no sampler "${id}": choose one of ${samplerIds.join(', ')}`);
  return sampler;
}
