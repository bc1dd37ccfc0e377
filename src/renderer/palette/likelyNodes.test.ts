import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { PortType } from '../../graph/values.ts';
import { nodesThatGive, nodesThatTake, sourcesOf } from './likelyNodes.ts';

const giving = (type: PortType) => nodesThatGive(nodeRegistry, type).map((entry) => entry.type);
const taking = (type: PortType) => nodesThatTake(nodeRegistry, type).map((entry) => entry.type);

describe('nodes for a wire pulled from an input', () => {
  it('are for a direction first those that find one, then those that change one', () => {
    const types = giving('direction');
    expect(types.slice(0, 2)).toEqual(['attribute_vector', 'difference']);
    expect(types.indexOf('log_map')).toBeLessThan(types.indexOf('scale_direction'));
    expect(types.indexOf('transport')).toBeGreaterThan(types.indexOf('scale_direction'));
  });

  it('are for numbers first Numbers and curves, then what a number fits as well', () => {
    expect(giving('numbers').slice(0, 4)).toEqual(['numbers', 'curve', 'number', 'seed']);
  });

  it('are for latents first those that begin with something else', () => {
    expect(giving('latents').slice(0, 3)).toEqual(['encode', 'load_latents', 'noise']);
  });

  it('are before all others those that mostly stand before an input', () => {
    const [first] = nodesThatGive(nodeRegistry, 'latents', 'noise');
    expect(first?.type).toBe('noise');
    expect(nodeRegistry.get('denoise')?.inputs.latents?.options.usually).toBe('noise');
  });

  it('are for an image those that make one before those that measure', () => {
    expect(giving('image').slice(0, 3)).toEqual(['load_image', 'load_images', 'decode']);
    expect(giving('image').indexOf('latent_viewer')).toBeGreaterThan(giving('image').indexOf('image_grid'));
  });

  it('are last those that only pass on whatever they get', () => {
    for (const type of ['direction', 'numbers', 'image'] as const) expect(giving(type).at(-1)).toBe('reroute');
  });
});

describe('nodes for a wire pulled from an output', () => {
  it('are for an image first those that show many, and soon those that save', () => {
    expect(taking('image')[0]).toBe('image_grid');
    expect(taking('image').indexOf('save_image')).toBeLessThan(10);
    expect(taking('image').indexOf('save_image')).toBeLessThan(taking('image').indexOf('vae_round_trip'));
  });

  it('are for latents first Decode, and Denoise among the first', () => {
    expect(taking('latents')[0]).toBe('decode');
    expect(taking('latents').indexOf('denoise')).toBeLessThan(6);
  });

  it('are for a direction first what applies it', () => {
    expect(taking('direction')[0]).toBe('apply_directions');
  });

  it('are those that need it before those that could do without', () => {
    expect(taking('vae').slice(0, 2)).toEqual(['encode', 'decode']);
    expect(taking('vae').indexOf('respace')).toBeGreaterThan(taking('vae').indexOf('attribute_vector'));
  });
});

it('a source makes its type out of something else', () => {
  const sources = sourcesOf(nodeRegistry, 'direction').map((entry) => entry.type);
  expect(sources).toContain('attribute_vector');
  expect(sources).not.toContain('normalise_direction');
  expect(sources).not.toContain('style_transfer');
});
