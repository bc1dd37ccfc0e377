import { describe, expect, it } from 'vitest';
import { beside } from './beside.ts';

const bubble = { width: 300, height: 120 };
const window = { width: 1440, height: 900 };

describe('a bubble that points at something', () => {
  it.each([
    ['under a button at the top', { x: 1000, y: 10, width: 80, height: 28 }, [890, 50]],
    ['over a tab at the bottom', { x: 60, y: 860, width: 60, height: 28 }, [12, 728]],
    ['beside what fills the height', { x: 400, y: 20, width: 200, height: 860 }, [612, 20]],
    ['at the other side where there is no room', { x: 1200, y: 20, width: 200, height: 860 }, [888, 20]],
    ['within the window', { x: 1430, y: 10, width: 300, height: 28 }, [1128, 50]],
  ])('stands %s', (_, target, place) => {
    expect(beside(target, bubble, window)).toEqual(place);
  });
});
