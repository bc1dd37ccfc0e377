import { finish } from '../../src/tensor/work.ts';
import { directionToBytes } from '../support/directions/directionFile.ts';
import { latentsToBytes } from '../support/latents/latentsFile.ts';
import { nodeOf } from './compute.ts';
import { clipsOf, fakeClipVae } from './fakeClipVae.ts';
import { filmFile, pictureFile } from './fakeContext.ts';
import { fakeFlowDenoiser } from './fakeModel.ts';
import { directionOf, latentsOf, noiseOf, valueFor } from './values.ts';

const codesTable = [
  'a,b,colour,size',
  ...Array.from({ length: 6 }, (_, row) => `${row},${row % 2},${row % 2 ? 'red' : 'blue'},${row % 3}`),
].join('\n');

/** What the defaults of the nodes read. */
export const filesOfDefaults = {
  'images/pictures/content-house.png': pictureFile(16, 16, 0.5),
  'images/sets/night/plus/00.png': pictureFile(16, 16, 0.1),
  'images/sets/night/plus/01.png': pictureFile(16, 16, 0.3),
  'images/sets/night/minus/00.png': pictureFile(16, 16, 0.6),
  'images/sets/night/minus/01.png': pictureFile(16, 16, 0.9),
  'images/films/nightfall.webm': filmFile(12, 6, [16, 16]),
  'latents.safetensors': finish(latentsToBytes(latentsOf(1))),
  'direction.safetensors': directionToBytes(directionOf(1)),
  'codes.csv': new TextEncoder().encode(codesTable),
};

/** What makes sense of a set or a sequence only. */
const sequences: ReadonlySet<string> = new Set([
  ...['pca_directions', 'path', 'trajectory_report', 'trajectory_plot', 'motion_report', 'smooth_sequence'],
]);
const sequence = latentsOf(7, undefined, [4, 4, 2, 2]);

/** What some nodes need besides, or of another kind: clips, a model of flow matching, a second point. */
const ownWires: Readonly<Record<string, Record<string, unknown>>> = {
  encode_clip: { vae: fakeClipVae() },
  decode_clip: { vae: fakeClipVae(), latents: clipsOf(1) },
  clip_to_frames: { latents: clipsOf(1) },
  flow_shift: { model: fakeFlowDenoiser },
  switch: { off: 1, on: 2 },
  formula: { a: 1, b: 2 },
  latent_math: { second: latentsOf(2) },
};

/** Wires for every input that needs one: denoising starts from noise, everything else from clean latents. */
export function wiresFor(type: string): Record<string, unknown> {
  const definition = nodeOf(type);
  const needed = Object.entries(definition.inputs).filter(
    ([name, { options }]) => !options.optional && !Object.hasOwn(definition.parameters.shape, name),
  );
  const wires = needed.map(([name, port]) => {
    if (port.type === 'latents' && sequences.has(type)) return [name, port.options.repeat ? [sequence] : sequence];
    const value = type.startsWith('denoise') && name === 'latents' ? noiseOf(1) : valueFor(port.type, name);
    const count = port.options.repeat?.min ?? 1;
    const others = Array.from({ length: count }, (_, index) => (port.type === 'latents' ? latentsOf(index) : value));
    return [name, port.options.repeat ? others : value];
  });
  return { ...Object.fromEntries(wires), ...ownWires[type] };
}
