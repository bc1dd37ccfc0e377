import type { LatentSpace } from '../../src/diffusion/model.ts';
import type { NoiseLevel } from '../../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Latents } from '../../src/graph/values.ts';
import { parseSafetensors, type SafetensorsFile, serializeSafetensors } from '../../src/tensor/safetensors.ts';

const tensorName = 'latents';

/** Latents as a .safetensors file whose metadata holds their space and noise level, so that reading them is exact. */
export function latentsToBytes({ tensor, level, space }: Latents): Uint8Array {
  return serializeSafetensors(new Map([[tensorName, tensor]]), {
    format: 'arcspace-latents',
    version: '1',
    'space.id': space.id,
    'space.name': space.name,
    'space.channels': String(space.channels),
    'space.downscale': String(space.downscale),
    'level.sigma': String(level.sigma),
    'level.signal': String(level.signal),
  });
}

/** @throws ArcspaceError when the file is broken or does not say which space its latents live in. */
export function latentsFromBytes(bytes: Uint8Array, path: string): Latents {
  const { tensors, metadata } = parsed(bytes, path);
  const tensor = tensors.get(tensorName);
  if (tensor?.shape.length !== 4 || tensor.shape.includes(0)) {
    throw notLatents(path, `it has no tensor "${tensorName}" with batch, channels, rows and columns`);
  }
  const space = spaceOf(metadata, path);
  if (tensor.shape[1] !== space.channels) {
    throw notLatents(path, `its tensor has ${tensor.shape[1]} channels where its space has ${space.channels}`);
  }
  return { tensor, level: levelOf(metadata, path), space };
}

function parsed(bytes: Uint8Array, path: string): SafetensorsFile {
  try {
    return parseSafetensors(bytes);
  } catch (error) {
    throw notLatents(path, error instanceof Error ? error.message : String(error));
  }
}

function spaceOf(metadata: Readonly<Record<string, string>>, path: string): LatentSpace {
  const { 'space.id': id, 'space.name': name } = metadata;
  if (!id || !name) throw notLatents(path, 'it does not say which model its latents belong to');
  return {
    id,
    name,
    channels: count(metadata, 'space.channels', path),
    downscale: count(metadata, 'space.downscale', path),
  };
}

function levelOf(metadata: Readonly<Record<string, string>>, path: string): NoiseLevel {
  const sigma = Number(metadata['level.sigma'] ?? Number.NaN);
  const signal = Number(metadata['level.signal'] ?? Number.NaN);
  if (sigma >= 0 && signal >= 0 && signal <= 1) return { sigma, signal };
  throw notLatents(path, 'it does not say at which noise level its latents are');
}

function count(metadata: Readonly<Record<string, string>>, key: string, path: string): number {
  const value = Number(metadata[key] ?? Number.NaN);
  if (Number.isInteger(value) && value > 0) return value;
  throw notLatents(path, `its "${key}" is no whole number`);
}

function notLatents(path: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-latents',
    `"${path}" holds no latents that can be used: ${why}.`,
    'Choose a file that a Save latents node wrote.',
    { file: path, port: 'path' },
  );
}
