import { expect, test } from 'vitest';
import { precisionText } from './modelFacts.ts';

const network = (part: string, bytes: number, precision?: 'float16' | 'int8') => ({
  part,
  bytes,
  ...(precision && { precision }),
});

test('a precision that all networks have is said once', () => {
  expect(precisionText([network('unet', 2, 'float16'), network('vae_decoder', 1, 'float16')])).toBe('float16');
});

test('networks of another precision are named after that of the largest', () => {
  const networks = [network('text_encoder', 1, 'int8'), network('unet', 2, 'float16')];
  expect(precisionText(networks)).toBe('float16, text_encoder int8');
});

test('nothing is said where no file says it', () => {
  expect(precisionText([network('unet', 2)])).toBe('');
});
