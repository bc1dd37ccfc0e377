import { describe, expect, it } from 'vitest';
import { brushKey } from './brushKey.ts';

const pressed = (key: string, code = '', held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  ...{ key, code, ctrlKey: false, altKey: false, metaKey: false, getModifierState: () => false },
  ...held,
});

describe('a key of the brush', () => {
  it('is known by its character, whatever key writes it', () => {
    expect(brushKey(pressed('[', 'Digit8'))).toBe('[');
    expect(brushKey(pressed('X', 'KeyX'))).toBe('x');
    const third = { ...pressed(']', 'Digit9', { ctrlKey: true, altKey: true }), getModifierState: () => true };
    expect(brushKey(third)).toBe(']');
  });

  it('is known by its place where the keyboard has other characters', () => {
    expect(brushKey(pressed('ü', 'BracketLeft'))).toBe('[');
    expect(brushKey(pressed('ч', 'KeyX'))).toBe('x');
  });

  it('is another command with Ctrl, Alt or the command key', () => {
    expect(brushKey(pressed('x', 'KeyX', { ctrlKey: true }))).toBeUndefined();
    expect(brushKey(pressed('[', 'BracketLeft', { metaKey: true }))).toBeUndefined();
  });

  it('that is no character keeps its name', () => {
    expect(brushKey(pressed('ArrowLeft', 'ArrowLeft'))).toBe('ArrowLeft');
    expect(brushKey(pressed(' ', 'Space'))).toBe(' ');
  });
});
