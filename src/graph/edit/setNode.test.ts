import { describe, expect, test } from 'vitest';
import { workflowOf } from '../testing/workflowOf.ts';
import type { Workflow } from '../workflow/schema.ts';
import { setCollapsed, setMode, setParameter, setTitle } from './setNode.ts';

const workflow = workflowOf({ a: { type: 'value' }, b: { type: 'value' } });
const node = (of: Workflow, id = 'a') => of.nodes.find((each) => each.id === id);

describe('a parameter', () => {
  test('is set beside the others, at its node alone', () => {
    const set = setParameter(setParameter(workflow, 'a', 'value', 3), 'a', 'other', 'text');
    expect(node(set)?.parameters).toEqual({ value: 3, other: 'text' });
    expect(node(set, 'b')).toBe(node(workflow, 'b'));
  });

  test('changes from one value to another, -0 and NaN included', () => {
    const three = setParameter(workflow, 'a', 'value', 3);
    expect(node(setParameter(three, 'a', 'value', 4))?.parameters).toEqual({ value: 4 });
    const zero = setParameter(workflow, 'a', 'value', 0);
    expect(setParameter(zero, 'a', 'value', 0)).toBe(zero);
    expect(node(setParameter(zero, 'a', 'value', -0))?.parameters.value).toBe(-0);
  });

  test('goes back to its default, and stays there', () => {
    const set = setParameter(setParameter(workflow, 'a', 'value', 3), 'a', 'other', 1);
    expect(node(setParameter(set, 'a', 'value', undefined))?.parameters).toEqual({ other: 1 });
    expect(setParameter(workflow, 'a', 'value', undefined)).toBe(workflow);
  });
});

describe('a title', () => {
  const titled = setTitle(workflow, 'a', '  The first ');

  test('is given, without spaces around it, to its node alone', () => {
    expect(node(titled)?.title).toBe('The first');
    expect(node(titled, 'b')).not.toHaveProperty('title');
  });

  test('falls back to that of the kind when it is empty', () => {
    expect(node(setTitle(titled, 'a', ' '))).not.toHaveProperty('title');
  });

  test('is cut to what a file can hold, and the same again changes nothing', () => {
    expect(node(setTitle(workflow, 'a', 'x'.repeat(300)))?.title).toBe('x'.repeat(200));
    expect(setTitle(titled, 'a', 'The first')).toBe(titled);
    expect(setTitle(workflow, 'a', '')).toBe(workflow);
  });
});

describe('nodes are muted, bypassed, collapsed', () => {
  test('several at once, those that are not yet', () => {
    const muted = setMode(workflow, ['a'], 'mute');
    const both = setMode(muted, ['a', 'b'], 'mute');
    expect(both.nodes.map(({ mode }) => mode)).toEqual(['mute', 'mute']);
    expect(node(both)).toBe(node(muted));
    expect(setMode(both, ['a', 'b'], 'mute')).toBe(both);
    expect(node(setMode(both, ['a'], 'on'))?.mode).toBe('on');
  });

  test('and back', () => {
    const collapsed = setCollapsed(workflow, ['a'], true);
    expect(node(collapsed)?.collapsed).toBe(true);
    expect(node(collapsed, 'b')).toBe(node(workflow, 'b'));
    expect(setCollapsed(collapsed, ['a'], true)).toBe(collapsed);
    expect(setCollapsed(workflow, ['a'], false)).toBe(workflow);
    expect(node(setCollapsed(collapsed, ['a'], false))?.collapsed).toBe(false);
  });
});
