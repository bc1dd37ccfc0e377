import { expect, it } from 'vitest';
import base from '../styles/base.css?raw';
import { cssVariables, darkTheme, lightTheme } from './tokens.ts';

it('gives everything that flows in a wire a colour in both themes, and a rule that uses it', () => {
  for (const theme of [darkTheme, lightTheme]) {
    const known = cssVariables(theme);
    for (const type of Object.keys(theme.wires)) {
      const rule = new RegExp(`\\.wire-${type} \\{\\s*--wire: var\\((--[a-z-]+)\\)`).exec(base);
      expect(known, type).toHaveProperty([rule?.[1] ?? 'no rule']);
    }
  }
});
