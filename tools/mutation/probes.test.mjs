import { afterEach, describe, expect, it } from 'vitest';
import { HITS, probed, stretchAt, stretchesOf } from './probes.mjs';

afterEach(() => {
  delete globalThis[HITS];
});

/** The pieces of the code whose probes saw them run. */
function ran(code, ...given) {
  const answer = new Function(`${probed('a.ts', code)}; return f;`)()(...given);
  const starts = Object.keys(globalThis[HITS]['a.ts']).map(Number);
  return {
    answer,
    seen: stretchesOf(code).flatMap((each) => (starts.includes(each.start) ? [code.slice(each.start, each.end)] : [])),
  };
}

describe('a probe', () => {
  const CODE = 'function f(x) { return x > 2 ? x * 2 : (x || g)(() => 1); function g(h) { return h() + 7; } }';

  it('changes no answer', () => {
    expect([ran(CODE, 5).answer, ran(CODE, 0).answer]).toEqual([10, 8]);
  });

  it('sees the branch that is taken and no other', () => {
    expect(ran(CODE, 5).seen.slice(1)).toEqual(['x * 2']);
  });

  it('sees what is called only when it is called, and what stands for a value that is missing', () => {
    const { seen } = ran(CODE, 0);
    expect(seen).toContain('{ return h() + 7; }');
    expect(seen).toContain('g');
    expect(seen).toContain('1');
    expect(seen).not.toContain('x * 2');
  });

  it('moves no line', () => {
    const code = 'export const f = (x: number) => {\n  return x;\n};\n';
    expect(probed('a.ts', code).split('\n').slice(1)).toEqual(code.split('\n').slice(1));
  });
});

describe('the stretch of a place', () => {
  const code = 'const a = 1; function f(x) { if (x) { return g(x); } }';
  const stretches = stretchesOf(code);
  const around = (text) => ({ start: code.indexOf(text), end: code.indexOf(text) + text.length });

  it('is the narrowest around it, the block itself where all of it is meant', () => {
    expect(stretchAt(stretches, around('g(x)'))).toBe(code.indexOf('{ return'));
    expect(stretchAt(stretches, around('{ return g(x); }'))).toBe(code.indexOf('{ return'));
    expect(stretchAt(stretches, around('if (x)'))).toBe(code.indexOf('{ if'));
  });

  it('is none for what runs while the file loads', () => {
    expect(stretchAt(stretches, around('1'))).toBeUndefined();
  });
});
