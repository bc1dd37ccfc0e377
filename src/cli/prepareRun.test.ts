import { expect, test } from 'vitest';
import { savesPictures } from './prepareRun.ts';

test.each([
  ['a picture', ['latents.safetensors', 'portrait.png'], true],
  ['a film in MP4', ['morph.mp4'], true],
  ['a film in WebM', ['morph.webm'], true],
  ['latents', ['latents.safetensors'], false],
])('a workflow that saves %s decides itself whether previews are saved, too', (_, files, saves) => {
  expect(savesPictures(files)).toBe(saves);
});
