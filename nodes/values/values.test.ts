import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/graph/report.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';

const numbers = async (parameters = {}) => (await compute('numbers', {}, parameters)).numbers as number[];

describe('numbers', () => {
  it('run evenly from one end to the other', async () => {
    expect(await numbers({ from: -1, to: 1, count: 5 })).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(await numbers({ from: 3, to: 9, count: 1 })).toEqual([3]);
  });

  it('can lie between the ends', async () => {
    expect(await numbers({ count: 3, ends: 'between' })).toEqual([0.25, 0.5, 0.75]);
  });

  it.each([
    [1, 1000, 1000],
    [1, 64, 64],
    [-50, 50, 101],
    [7, 1006, 1000],
  ])('are whole numbers where the steps are: from %i to %i in %i', async (from, to, count) => {
    expect(await numbers({ from, to, count })).toEqual(Array.from({ length: count }, (_, index) => from + index));
  });

  it('are whole numbers between the ends too', async () => {
    const values = await numbers({ from: 0, to: 1000, count: 999, ends: 'between' });
    expect(values).toEqual(Array.from({ length: 999 }, (_, index) => index + 1));
  });

  it('start and stop gently with the cosine', async () => {
    const values = await numbers({ count: 5, easing: 'cosine' });
    expect(values[1]).toBeCloseTo(0.1464, 4);
    expect(values[2]).toBeCloseTo(0.5, 12);
  });

  it('hold zero when asked to, where it lies in the range', async () => {
    expect(await numbers({ from: -1, to: 2, count: 6, keep_zero: true })).toContain(0);
    expect(await numbers({ from: -1, to: 2, count: 6 })).not.toContain(0);
    expect(await numbers({ from: 1, to: 2, count: 3, keep_zero: true })).toEqual([1, 1.5, 2]);
    expect(await numbers({ from: -2, to: 2, count: 21, keep_zero: true })).toHaveLength(21);
  });

  it('are those of a list, when there is one', async () => {
    expect(await numbers({ list: [3, 1, 2], count: 9 })).toEqual([3, 1, 2]);
  });
});

it('a seed comes alone and as a list of those that follow', async () => {
  expect(await compute('seed', {}, { seed: 5, count: 3 })).toEqual({ seed: 5, seeds: [5, 6, 7] });
});

it('the text input of a prompt counts before its parameter', async () => {
  const text_encoder = { id: 'e', encode: async (prompt: string) => prompt };
  expect(await compute('prompt', { text_encoder, text: 'wired' }, { text: 'typed' })).toEqual({
    conditioning: 'wired',
  });
  expect(await compute('prompt', { text_encoder }, { text: 'typed' })).toEqual({ conditioning: 'typed' });
});

describe('a curve over time', () => {
  const keys = [
    { at: 1, value: 0 },
    { at: 3, value: 1, easing: 'hold' },
    { at: 5, value: 2 },
  ];
  const values = async (parameters = {}, inputs = {}, context = fakeContext()) =>
    (await compute('curve', inputs, parameters, context)).numbers;

  it('gives a number for each frame, counted from 1', async () => {
    expect(await values({ keys, frames: 6 })).toEqual([0, 0.5, 1, 1, 2, 2]);
    expect(await values({ keys, frames: 1 })).toEqual([0]);
  });

  it('is as long as the film that is wired, in shares of the whole', async () => {
    const whole = [
      { at: 0, value: 2 },
      { at: 1, value: 6 },
    ];
    expect(await values({ keys: whole, time: 'share' }, { frames: 5 })).toEqual([2, 3, 4, 5, 6]);
    expect(await values({ keys: whole, time: 'share' }, { frames: 3 })).toEqual([2, 4, 6]);
  });

  it('counts seconds by the rate of the film', async () => {
    const second = [
      { at: 0, value: 0 },
      { at: 1, value: 1 },
    ];
    expect(await values({ keys: second, time: 'seconds', frames: 6 }, { frames_per_second: 4 })).toEqual([
      0, 0.25, 0.5, 0.75, 1, 1,
    ]);
  });

  it('marks its key frames in the plot, in the order of time', async () => {
    const { report } = await compute('curve', {}, { keys: keys.toReversed(), frames: 6 });
    const [line, marks] = (report as Report).charts[0]?.series ?? [];
    expect(line).toMatchObject({ x: [1, 2, 3, 4, 5, 6], y: [0, 0.5, 1, 1, 2, 2] });
    expect(marks).toEqual({ name: 'key frames', x: [1, 3, 5], y: [0, 1, 2], marks: true });
  });

  it('says when key frames are never reached, and refuses films of no length', async () => {
    const context = fakeContext();
    await values({ keys, frames: 4 }, {}, context);
    expect(context.warnings).toEqual(['One key frame after the last frame is not reached.']);
    await expect(values({ keys }, { frames: 2.5 })).rejects.toThrow('A curve cannot have 2.5 frames.');
    await expect(values({ keys, time: 'seconds' }, { frames_per_second: 0 })).rejects.toThrow(
      'The frame rate must be above 0, and it is 0.',
    );
  });

  it('does not ask for a rate where times do not count seconds', async () => {
    const sixth = { keys, frames: 6 };
    expect(await values(sixth, { frames_per_second: 0 })).toEqual(await values(sixth));
  });
});

it('texts are joined with what stands between them, wired ones before typed ones', async () => {
  const parameters = { first: 'a tree', second: 'ink', between: ', ' };
  expect(await compute('join_texts', {}, parameters)).toEqual({ text: 'a tree, ink' });
  expect(await compute('join_texts', { second: 'chalk' }, parameters)).toEqual({ text: 'a tree, chalk' });
});

describe('a switch', () => {
  const sides = { off: 'day', on: 'night' };

  it.each([
    [{ ...sides }, false, 'day'],
    [{ ...sides }, true, 'night'],
    [{ ...sides, which: 0 }, true, 'day'],
    [{ ...sides, which: 2 }, false, 'night'],
  ])('passes on the side that its input or its parameter says: %j, %s', async (inputs, is_on, value) => {
    expect(await compute('switch', inputs, { is_on })).toEqual({ value });
  });

  it('refuses a side that has no wire', async () => {
    await expect(compute('switch', { off: 1 }, { is_on: true })).rejects.toThrow('nothing is wired to "on"');
  });
});

it('on is 1 and off is 0', async () => {
  expect(await compute('toggle', {}, { is_on: true })).toEqual({ number: 1 });
  expect(await compute('toggle', {}, {})).toEqual({ number: 0 });
});

it('a formula gives its number, the whole of it, and whether it is not 0', async () => {
  expect(await compute('formula', { a: 7 }, { formula: '-a / 2' })).toEqual({ number: -3.5, whole: -3, is_true: 1 });
  expect(await compute('formula', {}, { formula: '0.0' })).toEqual({ number: 0, whole: 0, is_true: 0 });
  await expect(compute('formula', {}, { formula: 'a' })).rejects.toThrow('"a": nothing is wired to "a".');
});

it.each([
  ['a tree', 'a tree'],
  [-0.5, '-0.5'],
  [[1, 2], '[1, 2]'],
  [{ data: new Float32Array(3), shape: [1, 3, 1, 1] }, 'A tensor of 1 x 3 x 1 x 1'],
  [{ tensor: { shape: [2, 4] } }, 'A tensor of 2 x 4'],
  [{ name: 'a model' }, 'A value that is no text and no number'],
])('%j is shown as %j', async (value, text) => {
  expect(await compute('show_value', { value })).toEqual({ text });
});

/** As Python's str.replace gives them. */
it.each([
  ['a SUBJECT and a SUBJECT', 'SUBJECT', 'fox', 'a fox and a fox'],
  ['aaa', 'aa', 'b', 'ba'],
  ['a.c abc', 'a.c', '$&', '$& abc'],
  ['ab', '', '-', '-a-b-'],
  ['😀', '', '-', '-😀-'],
  ['', '', '-', '-'],
  ['Fox', 'fox', '', 'Fox'],
  ['a\nb', '\n', ' ', 'a b'],
])('in %j, %j becomes %j: %j', async (text, find, replacement, replaced) => {
  expect(await compute('replace_text', {}, { text, find, replacement })).toEqual({ text: replaced });
  expect(await compute('replace_text', { text, find, replacement })).toEqual({ text: replaced });
});

it('a replacement that makes a text too long to be used is refused before it is made', async () => {
  const blown = compute('replace_text', { text: 'x'.repeat(20_000) }, { find: 'x', replacement: 'y'.repeat(20_000) });
  await expect(blown).rejects.toMatchObject({ code: 'too-large', place: { port: 'replacement' } });
});

it('a text that is too long as it comes is refused as such', async () => {
  const long = compute('replace_text', { text: 'x'.repeat(1_000_001) }, { find: 'y' });
  await expect(long).rejects.toMatchObject({ remedy: 'Use a shorter text.', place: { port: 'text' } });
});
