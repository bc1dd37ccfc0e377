import { z } from 'zod';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Direction, Provenance } from '../../../src/graph/values.ts';
import { type SafetensorsFile, serializeSafetensors } from '../../../src/tensor/safetensors.ts';
import { batchSize, map, type Tensor } from '../../../src/tensor/tensor.ts';
import { finish } from '../../../src/tensor/work.ts';
import {
  actOnFrom,
  actOnMetadata,
  type Broken,
  parsedFile,
  pointsIn,
  spaceFrom,
  spaceMetadata,
} from '../latents/spaceMetadata.ts';

const tensorName = 'direction';
/** Beside a unit direction, so that its raw reading is exact too. */
const rawName = 'raw';
const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** A direction as a .safetensors file whose metadata says its space, its scale, its raw length and where it came from. */
export function directionToBytes(direction: Direction): Uint8Array {
  const { tensor, raw, space, scale, rawNorm, provenance } = direction;
  const tensors = new Map([[tensorName, tensor]]);
  if (scale === 'unit') tensors.set(rawName, raw);
  const file = serializeSafetensors(tensors, {
    format: 'arcspace-direction',
    version: '1',
    ...spaceMetadata(space),
    ...actOnMetadata(direction),
    scale,
    raw_norm: String(rawNorm),
    'provenance.method': provenance.method,
    'provenance.facts': JSON.stringify(provenance.facts),
  });
  return finish(file);
}

/** @throws ArcspaceError when the file is broken or leaves out what a direction must say. */
export function directionFromBytes(bytes: Uint8Array, path: string): Direction {
  const broken: Broken = (why) => notDirection(path, why);
  const { tensors, metadata } = finish(parsedFile(bytes, broken));
  const tensor = oneIn(tensors, tensorName, broken);
  const space = spaceFrom(metadata, 'direction', broken);
  const { scale } = metadata;
  const rawNorm = Number(metadata.raw_norm ?? Number.NaN);
  if ((scale !== 'raw' && scale !== 'unit') || !(rawNorm > 0 && rawNorm < Number.POSITIVE_INFINITY)) {
    throw broken('it does not say how long its direction is');
  }
  const raw = tensors.has(rawName) ? oneIn(tensors, rawName, broken) : lengthened(tensor, scale, rawNorm);
  const provenance = provenanceFrom(metadata, broken);
  return { tensor, raw, space, scale, rawNorm, provenance, ...actOnFrom(metadata, broken) };
}

function oneIn(tensors: SafetensorsFile['tensors'], name: string, broken: Broken): Tensor {
  const tensor = pointsIn(tensors, name, broken);
  if (batchSize(tensor) === 1) return tensor;
  throw broken(`its "${name}" holds ${batchSize(tensor)} directions instead of one`);
}

/** A unit direction whose raw numbers the file leaves out. */
function lengthened(tensor: Tensor, scale: Direction['scale'], rawNorm: number): Tensor {
  return scale === 'raw' ? tensor : map(tensor, (value) => value * rawNorm);
}

function provenanceFrom(metadata: Readonly<Record<string, string>>, broken: Broken): Provenance {
  try {
    const facts = factsSchema.parse(JSON.parse(metadata['provenance.facts'] ?? '{}'));
    return { method: metadata['provenance.method'] ?? 'unknown', facts };
  } catch {
    throw broken('what it says of where its direction came from cannot be read');
  }
}

function notDirection(path: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-direction',
    `"${path}" contains no usable direction: ${why}.`,
    'Choose a file that a Save direction node wrote.',
    { file: path, port: 'path' },
  );
}
