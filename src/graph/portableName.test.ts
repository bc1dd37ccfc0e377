import { describe, expect, test } from 'vitest';
import { portableName } from './portableName.ts';

describe('what Windows alters or refuses is altered on every system', () => {
  test.each([
    ['con.png', 'file-con.png'],
    ['CON', 'file-CON'],
    ['nul.tar.gz', 'file-nul.tar.gz'],
    ['Com1.json', 'file-Com1.json'],
    ['COM0.json', 'file-COM0.json'],
    ['lpt¹', 'file-lpt¹'],
    ['aux .txt', 'file-aux .txt'],
    ['CONOUT$', 'file-CONOUT$'],
    ['console.json', 'console.json'],
    ['com10.json', 'com10.json'],
    ['dots...', 'dots'],
    ['spaces  ', 'spaces'],
    ['both. . ', 'both'],
    ['.arcspace', '.arcspace'],
  ])('%j becomes %j', (name, expected) => {
    expect(portableName(name)).toBe(expected);
  });
});
