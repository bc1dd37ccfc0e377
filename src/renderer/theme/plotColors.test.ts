import { expect, test } from 'vitest';
import { plotColors, plotFont } from '../../plots/theme.ts';
import { darkTheme, fonts, lightTheme } from './tokens.ts';

test.each([darkTheme, lightTheme])('plots wear the $name theme of the editor', (theme) => {
  const { background, line, text, muted, series } = plotColors[theme.name];
  const { latents, direction, image, conditioning, vae, sigmas } = theme.wires;
  expect({ background, line, text, muted }).toEqual({
    background: theme.panel,
    line: theme.line,
    text: theme.text,
    muted: theme.muted,
  });
  expect(series).toEqual([latents, direction, image, conditioning, vae, sigmas]);
  expect(plotFont).toBe(fonts.sans);
});
