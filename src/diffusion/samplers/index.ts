import { ddim } from './ddim.ts';
import { ddpm } from './ddpm.ts';
import { deis } from './deis.ts';
import { dpm2 } from './dpm2.ts';
import { dpm2Ancestral } from './dpm2Ancestral.ts';
import { dpmpp2m } from './dpmpp2m.ts';
import { dpmpp2mSde } from './dpmpp2mSde.ts';
import { dpmpp2s } from './dpmpp2s.ts';
import { dpmpp2sAncestral } from './dpmpp2sAncestral.ts';
import { dpmpp3m } from './dpmpp3m.ts';
import { dpmpp3mSde } from './dpmpp3mSde.ts';
import { dpmpp3s } from './dpmpp3s.ts';
import { dpmppSde } from './dpmppSde.ts';
import { dpmSolver } from './dpmSolver.ts';
import { dpmSolverSinglestep } from './dpmSolverSinglestep.ts';
import { euler } from './euler.ts';
import { eulerAncestral } from './eulerAncestral.ts';
import { heun } from './heun.ts';
import { ipndm } from './ipndm.ts';
import { lcm } from './lcm.ts';
import { lms } from './lms.ts';
import { pndm } from './pndm.ts';
import { pndmRungeKutta } from './pndmRungeKutta.ts';
import type { Sampler } from './sampler.ts';
import { saSolver } from './saSolver.ts';
import { tcd } from './tcd.ts';
import { unipc } from './unipc.ts';

/** Every sampler there is, in the order of menus: what people use most comes first. Adding one = its file and a line here. */
export const samplers: readonly [Sampler, ...Sampler[]] = [
  dpmpp2m,
  euler,
  eulerAncestral,
  unipc,
  dpmpp2mSde,
  dpmpp3mSde,
  dpmppSde,
  heun,
  ddim,
  lcm,
  tcd,
  dpmpp2sAncestral,
  dpm2,
  dpm2Ancestral,
  saSolver,
  deis,
  lms,
  ipndm,
  pndm,
  ddpm,
  dpmpp3m,
  dpmpp2s,
  dpmpp3s,
  pndmRungeKutta,
  dpmSolver,
  dpmSolverSinglestep,
];

/** Ids for a parameter's choices, in the order of menus. */
export const samplerIds: readonly string[] = samplers.map(({ id }) => id);

/** @throws RangeError that lists the samplers there are. */
export function samplerById(id: string): Sampler {
  const sampler = samplers.find((candidate) => candidate.id === id);
  if (!sampler) throw new RangeError(`there is no sampler "${id}": choose one of ${samplerIds.join(', ')}`);
  return sampler;
}
