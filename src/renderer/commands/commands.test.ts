import { describe, expect, it } from 'vitest';
import { INPUTS } from '../../graph/blocks/edges.ts';
import type { App } from '../app/createApp.ts';
import { commands, sections } from './commands.ts';
import { findCommand, keyCaps, matches, writtenKeys } from './keys.ts';

const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('the table of commands', () => {
  it('names every command once', () => {
    const ids = commands.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives two commands the same keys only where they wait for different things', () => {
    const keys = commands.flatMap((command) => command.keys.map((each) => each.toLowerCase()));
    const shared = keys.filter((each, index) => keys.indexOf(each) !== index);
    expect(shared.sort()).toEqual(
      ['delete', 'delete', 'backspace', 'backspace', 'escape', 'escape', 'ctrl+shift+g', 'f2', 'c', 'b']
        .concat('ctrl+shift+enter')
        .sort(),
    );
  });

  it('has every section on the sheet', () => {
    expect(new Set(commands.map((command) => command.section))).toEqual(new Set(sections));
  });

  it.each([
    ['Delete', 'delete'],
    ['Ctrl+Z', 'undo'],
    ['Ctrl+Shift+Z', 'redo'],
    ['Ctrl+Y', 'redo'],
    ['Ctrl+C', 'copy'],
    ['Ctrl+X', 'cut'],
    ['Ctrl+V', 'paste'],
    ['Ctrl+D', 'duplicate'],
    ['Ctrl+A', 'select-all'],
    ['Ctrl+G', 'group'],
    ['Ctrl+Enter', 'run'],
    ['Escape', 'cancel'],
    ['F', 'frame'],
    ['Ctrl+S', 'save'],
    ['Ctrl+Shift+S', 'save-as'],
    ['Ctrl+O', 'open'],
    ['Ctrl+N', 'new'],
    ['B', 'bypass'],
    ['M', 'mute'],
    ['Tab', 'palette'],
    ['?', 'shortcuts'],
  ])('does on %s what users expect: %s', (keys, id) => {
    const withoutGroup = commands.filter(({ section }) => section !== 'Group' || keys === 'Ctrl+G');
    expect(withoutGroup.find((command) => command.keys.includes(keys))?.id).toBe(id);
  });
});

it.each(['take-out', 'delete', 'mute', 'bypass', 'collapse', 'duplicate', 'rename'])(
  'has nothing to %s while only an edge of the open block is selected',
  (id) => {
    const command = commands.find((each) => each.id === id);
    const enabled = (...ids: string[]) =>
      command?.enabled({ editor: { selection: { value: new Set(ids) } } } as unknown as App);
    expect([enabled(INPUTS), enabled('noise')]).toEqual([false, true]);
  },
);

const all = () => true;

describe('a pressed key', () => {
  it('means the first of its commands that has something to do', () => {
    const only = (id: string) => findCommand(commands, pressed('Delete'), false, (each) => each.id === id)?.id;
    expect([only('delete'), only('remove-wire'), only('none')]).toEqual(['delete', 'remove-wire', 'delete']);
  });

  it('asks for exactly the held keys that the command names', () => {
    expect(matches('Ctrl+Z', pressed('z', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl+Z', pressed('z', { metaKey: true }))).toBe(true);
    expect(matches('Ctrl+Z', pressed('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Ctrl+Shift+Z', pressed('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(matches('B', pressed('b', { ctrlKey: true }))).toBe(false);
    expect(matches('B', pressed('b', { altKey: true }))).toBe(false);
  });

  it('finds a sign on any keyboard, with Shift or without', () => {
    expect(matches('?', pressed('?', { shiftKey: true }))).toBe(true);
    expect(matches('?', pressed('?'))).toBe(true);
  });

  it('leaves letters and undo to a field that is being typed in, but runs and saves', () => {
    expect(findCommand(commands, pressed('b'), true, all)).toBeUndefined();
    expect(findCommand(commands, pressed('z', { ctrlKey: true }), true, all)).toBeUndefined();
    expect(findCommand(commands, pressed('Enter', { ctrlKey: true }), true, all)?.id).toBe('run');
    expect(findCommand(commands, pressed('s', { ctrlKey: true }), true, all)?.id).toBe('save');
  });

  it('leaves the clipboard to the browser, which asks for no permission', () => {
    expect(findCommand(commands, pressed('c', { ctrlKey: true }), false, all)).toBeUndefined();
  });
});

it('writes keys as they stand on the keyboard', () => {
  expect(keyCaps('Ctrl+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyCaps('Ctrl+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keyCaps('Escape', false)).toEqual(['Esc']);
  expect([writtenKeys('Ctrl+W', false), writtenKeys('Ctrl+W', true)]).toEqual(['Ctrl+W', '⌘W']);
});
