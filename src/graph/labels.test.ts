import { describe, expect, it } from 'vitest';
import { enumerated, portLabel, typeWords, words } from './labels.ts';

describe('names as people read them', () => {
  it.each([
    ['guidance_scale', 'Guidance scale'],
    ['vae', 'VAE'],
    ['text_encoder', 'Text encoder'],
    ['t', 't'],
  ])('writes %s as %s', (name, label) => {
    expect(words(name)).toBe(label);
  });

  it('numbers the wires of a repeated port, and leaves a symbol small', () => {
    expect(portLabel('points.2')).toBe('Points 2');
    expect(portLabel('t.1')).toBe('t 1');
    expect(portLabel('t')).toBe('t');
  });

  it('says what flows in a wire within a sentence', () => {
    expect(typeWords('vae')).toBe('a VAE');
    expect(typeWords('latents')).toBe('latents');
  });

  it('enumerates', () => {
    expect(enumerated(['Latents'])).toBe('Latents');
    expect(enumerated(['Latents', 'To'])).toBe('Latents and To');
    expect(enumerated(['Latents', 'From', 'To'])).toBe('Latents, From and To');
  });
});
