import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from './defineNode.ts';
import { port } from './port.ts';
import { createRegistry } from './registry.ts';
import { fakeRegistry } from './testing/fakeNodes.ts';
import { workflowOf } from './testing/workflowOf.ts';
import { validate } from './validate.ts';

const mood = defineNode({
  type: 'mood',
  version: 1,
  migrations: [],
  title: 'Mood',
  docs: 'For tests.',
  inputs: {
    latents: port('latents', 'changed'),
    from: port('direction', 'at 0'),
    to: port('direction', 'at 1'),
    t: port('number', 'how far'),
    mask: port('image', 'where', { optional: true }),
  },
  parameters: z.object({ t: z.number().default(0) }),
  outputs: {},
  compute: () => ({}),
  examples: [],
});

const problems = (...args: Parameters<typeof workflowOf>) => validate(workflowOf(...args), fakeRegistry);

describe('validation', () => {
  it('finds nothing wrong with a sound workflow', () => {
    expect(problems({ a: { type: 'value' }, b: { type: 'show' } }, ['a.number b.number'])).toEqual([]);
  });

  it('names the port, what it expects and what came', () => {
    const [problem] = problems({ a: { type: 'words' }, b: { type: 'show' } }, ['a.text b.number']);
    expect(problem).toMatchObject({ code: 'wrong-type', place: { node: 'b', port: 'number' } });
    expect(problem?.message).toBe('"Show" takes a number at Number, but "Words" gives text.');
  });

  it('sees the type behind a reroute', () => {
    const found = problems({ a: { type: 'words' }, r: { type: 'reroute' }, b: { type: 'show' } }, [
      'a.text r.value',
      'r.value b.number',
    ]);
    expect(found.map((problem) => problem.code)).toEqual(['wrong-type']);
  });

  it('asks for a missing wire', () => {
    expect(problems({ b: { type: 'show' } })).toMatchObject([
      {
        code: 'missing-input',
        message: '"Show" needs a wire at Number.',
        place: { node: 'b', port: 'number' },
        remedy: 'Drag one to it from an output that gives a number, or mute the node.',
      },
    ]);
  });

  it('asks for all missing wires of a node in one sentence, by the labels that the node shows', () => {
    const found = validate(workflowOf({ mood: { type: 'mood' } }), createRegistry({ test: [mood] }));
    expect(found).toEqual([
      {
        code: 'missing-input',
        message: '"Mood" needs wires at Latents, From and To.',
        place: { node: 'mood', port: 'latents', ports: ['latents', 'from', 'to'] },
        remedy: 'Drag them from outputs that give latents and a direction, or mute the node.',
      },
    ]);
  });

  it('calls a node by its own title', () => {
    const workflow = workflowOf({ b: { type: 'show', title: 'The end' } });
    expect(validate(workflow, fakeRegistry)[0]?.message).toBe('"The end" needs a wire at Number.');
  });

  it('asks for as many wires as a repeated port needs', () => {
    expect(problems({ b: { type: 'sum', version: 2 } })).toMatchObject([
      { code: 'missing-input', message: '"Sum" needs a wire at Terms 1.', place: { port: 'terms.1' } },
    ]);
  });

  it('asks for no wire where a parameter of the same name stands in', () => {
    expect(problems({ a: { type: 'value' }, s: { type: 'sum', version: 2 } }, ['a.number s.terms.1'])).toEqual([]);
  });

  it('does not count a wire that only passes through a bypassed node without source', () => {
    const found = problems({ d: { type: 'double', mode: 'bypass' }, b: { type: 'show' } }, ['d.number b.number']);
    expect(found).toMatchObject([{ code: 'missing-input', place: { node: 'b' } }]);
    expect(found[0]?.remedy).toContain('What is wired to Number is bypassed');
  });

  it('names the members of a cycle', () => {
    const [problem] = problems({ a: { type: 'double' }, b: { type: 'double' } }, [
      'a.number b.number',
      'b.number a.number',
    ]);
    expect(problem?.code).toBe('cycle');
    expect(problem?.message).toMatch(/a -> b -> a|b -> a -> b/);
  });

  it('finds a cycle of ten thousand nodes without running out of stack', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const nodes = Object.fromEntries(ids.map((id) => [id, { type: 'double' }]));
    const links = ids.map((id, index) => `${id}.number ${ids[(index + 1) % ids.length]}.number`);
    const found = problems(nodes, links);
    expect(found.map((problem) => problem.code)).toEqual(['cycle']);
    expect(found[0]?.message).toContain('n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> (9989 more) -> n9995');
  });

  it.each([
    ['a.number gone.number', 'dangling-wire'],
    ['gone.number b.number', 'dangling-wire'],
    ['a.nothing b.number', 'dangling-wire'],
    ['a.number b.nothing', 'dangling-wire'],
    ['a b', 'dangling-wire'],
    ['a.constructor b.number', 'dangling-wire'],
    ['a.number b.toString', 'dangling-wire'],
  ])('says that the wire "%s" leads nowhere', (link, code) => {
    expect(problems({ a: { type: 'value' }, b: { type: 'show' } }, [link]).map((problem) => problem.code)).toContain(
      code,
    );
  });

  it('refuses two wires into one input', () => {
    const found = problems({ a: { type: 'value' }, b: { type: 'show' } }, ['a.number b.number', 'a.number b.number']);
    expect(found.map((problem) => problem.code)).toEqual(['double-wire']);
  });

  it('refuses a wire beyond the last of a repeated port', () => {
    const found = problems({ a: { type: 'value' }, s: { type: 'sum', version: 2 } }, [
      'a.number s.terms.1',
      'a.number s.terms.4',
    ]);
    expect(found.map((problem) => problem.code)).toEqual(['dangling-wire']);
  });

  it.each([[1e6], [Number.NaN], ['7'], [null]])('refuses the value %s for a number from -100 to 100', (value) => {
    expect(problems({ a: { type: 'value', parameters: { value } } })).toMatchObject([
      { code: 'invalid-parameter', place: { node: 'a', port: 'value' } },
    ]);
  });

  it('suggests the type that an unknown one may mean', () => {
    const [problem] = problems({ a: { type: 'vlaue' } });
    expect(problem?.remedy).toContain('Did you mean "value"?');
  });

  it('lets a muted or bypassed node be unfinished', () => {
    expect(problems({ a: { type: 'nobody_knows', mode: 'mute' }, b: { type: 'show', mode: 'bypass' } })).toEqual([]);
  });

  it('asks only about the nodes that it is asked about', () => {
    const workflow = workflowOf({ a: { type: 'value' }, unfinished: { type: 'show' } });
    expect(validate(workflow, fakeRegistry, new Set(['a']))).toEqual([]);
  });
});
