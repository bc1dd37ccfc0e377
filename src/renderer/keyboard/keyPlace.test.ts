import { describe, expect, it } from 'vitest';
import { commands } from '../commands/commands.ts';
import { matches } from '../commands/keys.ts';
import { createPlaceReader } from './keyPlace.ts';

const modifiers = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

/** The keyboard shortcut that a press stands for. */
function press(keys: string, key: string, code: string, placeOf = createPlaceReader()): boolean {
  const held = {
    ...modifiers,
    ctrlKey: keys.includes('Ctrl+'),
    shiftKey: keys.includes('Shift+'),
    altKey: keys.includes('Alt+'),
  };
  const place = placeOf({ key, code, ...held });
  return matches(keys, { key, place, ...held });
}

it.each([
  ['Alt+A', 'å', 'KeyA'],
  ['Alt+Shift+H', 'Ó', 'KeyH'],
  ['Ctrl+Alt+N', 'Dead', 'KeyN'],
])('a key with Alt on a Mac means what it means without the sign that Alt types (%s)', (keys, key, code) => {
  expect(press(keys, key, code, createPlaceReader(true))).toBe(true);
  expect(press(keys, key, code, createPlaceReader(false))).toBe(false);
});

it('with Alt on a Mac does not make the keyboard a Greek one', () => {
  const placeOf = createPlaceReader(true);
  press('Alt+Z', 'Ω', 'KeyZ', placeOf);
  expect(press('?', '-', 'Slash', placeOf)).toBe(false);
});

describe('a key on a keyboard without Latin letters', () => {
  it.each([
    ['Russian', 'Ctrl+Z', 'я', 'KeyZ'],
    ['Russian', 'Ctrl+Shift+Z', 'Я', 'KeyZ'],
    ['Russian', 'F', 'а', 'KeyF'],
    ['Ukrainian', 'Ctrl+S', 'і', 'KeyS'],
    ['Greek', 'Ctrl+Z', 'ζ', 'KeyZ'],
    ['Hebrew', 'Ctrl+S', 'ד', 'KeyS'],
    ['Arabic', 'Ctrl+Z', 'ئ', 'KeyZ'],
    ['Arabic', 'B', 'لا', 'KeyB'],
    ['Persian', 'M', 'پ', 'KeyM'],
    ['Hindi', 'Ctrl+D', '्', 'KeyD'],
    ['Thai', 'B', 'ิ', 'KeyB'],
    ['Korean', 'Ctrl+Z', 'ㅋ', 'KeyZ'],
    ['Georgian', 'Ctrl+G', 'გ', 'KeyG'],
  ])('means by its place what it means on a Latin one (%s: %s)', (_, keys, key, code) => {
    expect(press(keys, key, code)).toBe(true);
  });

  it('means every letter of every command', () => {
    const letters = commands.flatMap((command) => command.keys).filter((keys) => /(^|\+)[A-Z]$/.test(keys));
    expect(letters.length).toBeGreaterThan(15);
    for (const keys of letters) expect(press(keys, 'ж', `Key${keys.at(-1)}`), keys).toBe(true);
  });

  it('means it also where it types a sign, once a letter has told what keyboard it is', () => {
    const placeOf = createPlaceReader();
    press('Ctrl+Z', 'ئ', 'KeyZ', placeOf);
    expect(press('Ctrl+Shift+Z', '~', 'KeyZ', placeOf)).toBe(true);
    expect(press('?', '?', 'Digit7', placeOf)).toBe(true);
    expect(press('Ctrl+-', '-', 'Minus', placeOf)).toBe(true);
    expect(press('Shift+?', ',', 'Slash', placeOf)).toBe(true);
  });

  it('leaves the keys with names what they are', () => {
    const placeOf = createPlaceReader();
    press('Ctrl+Z', 'я', 'KeyZ', placeOf);
    expect(press('Delete', 'Delete', 'Delete', placeOf)).toBe(true);
    expect(press('Ctrl+Enter', 'Enter', 'Enter', placeOf)).toBe(true);
    expect(press('Z', 'Process', 'KeyZ', placeOf)).toBe(false);
  });
});

describe('a key on a Latin keyboard', () => {
  it.each([
    ['Dvorak', 'Ctrl+Z', 'z', 'Slash'],
    ['AZERTY', 'Ctrl+Z', 'z', 'KeyW'],
    ['AZERTY', 'M', 'm', 'Semicolon'],
    ['QWERTZ', 'Ctrl+Z', 'z', 'KeyY'],
    ['QWERTZ', '?', '?', 'Minus'],
    ['QWERTZ', 'Ctrl++', '+', 'BracketRight'],
  ])('means what it types, wherever it is (%s: %s)', (_, keys, key, code) => {
    expect(press(keys, key, code)).toBe(true);
  });

  it.each([
    ['Dvorak', 'Ctrl+Z', ';', 'KeyZ'],
    ['AZERTY', 'Ctrl+Z', 'w', 'KeyZ'],
    ['AZERTY', 'M', ',', 'KeyM'],
    ['QWERTZ', 'Ctrl+Y', 'z', 'KeyY'],
    ['Polish', 'Ctrl+Z', 'ż', 'KeyZ'],
    ['Spanish', 'C', 'ñ', 'KeyC'],
  ])('does not mean its place (%s: %s)', (_, keys, key, code) => {
    expect(press(keys, key, code)).toBe(false);
  });

  it('is known again by its first letter after another keyboard', () => {
    const placeOf = createPlaceReader();
    press('Ctrl+Z', 'я', 'KeyZ', placeOf);
    press('Ctrl+S', 's', 'KeyS', placeOf);
    expect(press('Ctrl+Z', ';', 'KeyZ', placeOf)).toBe(false);
  });
});
