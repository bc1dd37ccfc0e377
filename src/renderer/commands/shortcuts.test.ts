import { describe, expect, it } from 'vitest';
import { areOfText } from '../keyboard/textKeys.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { findCommand, keysOf, keysPressed, keysText, type Shortcuts, sameKeys } from './keys.ts';
import { lookUp, withKeys, withoutChoice } from './shortcuts.ts';

const of = (id: string): Command => {
  const found = commands.find((command) => command.id === id);
  if (!found) throw new Error(id);
  return found;
};
const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const found = (shortcuts: Shortcuts, ...keys: Parameters<typeof pressed>) =>
  findCommand(commands, pressed(...keys), false, () => true, shortcuts)?.id;

describe('keys that the user chose', () => {
  const chosen = { live: ['Ctrl+L'], frame: [] };

  it('do what those of the table did, which do it no longer', () => {
    expect(found(chosen, 'l', { ctrlKey: true })).toBe('live');
    expect(found(chosen, 'l')).toBeUndefined();
    expect(found({}, 'l')).toBe('live');
  });

  it('are shown wherever the command is', () => {
    const app = { preferences: { values: { value: { shortcuts: chosen } } } } as unknown as Parameters<
      typeof keysText
    >[0];
    expect([keysText(app, of('live')), keysText(app, of('frame')), keysText(app, of('save'))]).toEqual([
      'Ctrl+L',
      '',
      'Ctrl+S',
    ]);
  });

  it('leave what is typed to a field, also for a command that works while typing', () => {
    const letters = { save: ['S'], run: ['Ctrl+R'] };
    const typed = (...keys: Parameters<typeof pressed>) =>
      findCommand(commands, pressed(...keys), true, () => true, letters)?.id;
    expect(typed('s')).toBeUndefined();
    expect(typed('r', { ctrlKey: true })).toBe('run');
    expect(found(letters, 's')).toBe('save');
  });

  it.each(['Ctrl+A', 'Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+ArrowLeft', 'Ctrl+Backspace', 'Alt+ArrowRight', 'Shift+Insert'])(
    'leave to a field what edits its text, and work elsewhere: %s',
    (keys) => {
      expect([areOfText(keys, false), areOfText(keys, true)]).toEqual([true, true]);
      const held = { ctrlKey: keys.includes('Ctrl'), altKey: keys.includes('Alt'), shiftKey: keys.includes('Shift') };
      const key = keys.replace(/^.*\+/, '');
      const pressing = (typing: boolean) =>
        findCommand([of('run')], pressed(key, held), typing, () => true, { run: [keys] })?.id;
      expect([pressing(true), pressing(false)]).toEqual([undefined, 'run']);
    },
  );

  it('leave to a field on a Mac what Alt types', () => {
    expect([areOfText('Alt+S', true), areOfText('Alt+S', false)]).toEqual([true, false]);
  });

  it('are none of the table for what works while typing', () => {
    const whileTyping = commands.filter((command) => command.whileTyping).flatMap(({ keys }) => keys);
    expect(whileTyping.filter((keys) => areOfText(keys, true) || areOfText(keys, false))).toEqual([]);
  });
});

describe('a change', () => {
  it('says who has the keys, and takes them from there when that is wished', () => {
    const finding = lookUp(commands, {}, of('live'), 'Ctrl+D');
    expect(finding).toEqual({ kind: 'taken', by: [of('duplicate')] });
    const after = withKeys({}, of('live'), ['Ctrl+D'], [of('duplicate')]);
    expect(after).toEqual({ live: ['Ctrl+D'], duplicate: [] });
    expect(found(after, 'd', { ctrlKey: true })).toBe('live');
  });

  it('leaves the other keys of those that give some up', () => {
    const after = withKeys({}, of('live'), ['Ctrl+Y'], [of('redo')]);
    expect(keysOf(after, of('redo'))).toEqual(['Ctrl+Shift+Z']);
  });

  it('finds keys that are given up free, and keys that were chosen taken', () => {
    const moved = withKeys({}, of('duplicate'), ['Ctrl+Shift+D']);
    expect(lookUp(commands, moved, of('live'), 'Ctrl+D')).toEqual({ kind: 'free' });
    expect(lookUp(commands, moved, of('live'), 'Shift+Ctrl+D')).toMatchObject({ kind: 'taken' });
  });

  it('lets two commands share keys that share them in the table', () => {
    const moved = withKeys({}, of('collapse'), ['X']);
    expect(lookUp(commands, moved, of('collapse'), 'C')).toEqual({ kind: 'free' });
    expect(lookUp(commands, {}, of('live'), 'C')).toMatchObject({ kind: 'taken' });
  });

  it('moves such a pair to other keys, one after the other', () => {
    const moved = withKeys({}, of('bypass'), ['Ctrl+B']);
    expect(lookUp(commands, moved, of('bypass-group'), 'Ctrl+B')).toEqual({ kind: 'free' });
    expect(lookUp(commands, moved, of('live'), 'Ctrl+B')).toEqual({ kind: 'taken', by: [of('bypass')] });
  });

  it.each([
    ['Ctrl+C', 'reserved for Copy'],
    ['ArrowLeft', 'reserved for Move left'],
    [' ', 'Space'],
    ['ContextMenu', 'menu key'],
    ['Shift+F10', 'menu of the canvas'],
  ])('refuses keys that always mean something else: %s', (keys, named) => {
    const finding = lookUp(commands, {}, of('live'), keys);
    expect(finding.kind).toBe('refused');
    expect('reason' in finding && finding.reason).toContain(named);
  });

  it('back to the table is no choice any longer, one by one', () => {
    expect(withKeys({ live: ['Ctrl+L'] }, of('live'), ['l'])).toEqual({});
    expect(withoutChoice({ live: ['Ctrl+L'], save: [] }, [of('live')])).toEqual({ save: [] });
  });
});

describe('what is pressed', () => {
  it.each([
    [pressed('z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    [pressed('z', { metaKey: true }), 'Ctrl+Z'],
    [pressed('?', { shiftKey: true }), '?'],
    [pressed('F5', { shiftKey: true }), 'Shift+F5'],
    [{ ...pressed('я', { altKey: true }), place: 'z' }, 'Alt+Z'],
    [pressed('+', { ctrlKey: true }), 'Ctrl++'],
    [pressed('Control', { ctrlKey: true }), undefined],
    [pressed('Shift', { shiftKey: true }), undefined],
    [pressed('Unidentified'), undefined],
    [pressed('Process'), undefined],
    [pressed('NumLock'), undefined],
    [pressed('Fn'), undefined],
    [pressed('Dead'), undefined],
    [{ ...pressed('Dead', { ctrlKey: true, altKey: true }), place: 'n' }, 'Ctrl+Alt+N'],
  ])('has the name that the table would give it', (keys, name) => {
    expect(keysPressed(keys)).toBe(name);
  });

  it('is the same whichever way it is written', () => {
    expect(sameKeys('Shift+Ctrl+z', 'Ctrl+Shift+Z')).toBe(true);
    expect(sameKeys('Shift+?', '?')).toBe(true);
    expect(sameKeys('Ctrl++', 'Ctrl+=')).toBe(false);
    expect(sameKeys('Z', 'Shift+Z')).toBe(false);
  });
});
