import { describe, expect, test } from 'vitest';
import { fakeRegistry } from '../testing/fakeNodes.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import { validate } from '../validate.ts';

const problemsOf = (...args: Parameters<typeof workflowOf>) => validate(workflowOf(...args), fakeRegistry);
const nodes = { a: { type: 'value', title: 'Source' }, b: { type: 'show', title: 'Screen' } };

describe('a wire that leads nowhere is named, with what is missing and the node where it is seen', () => {
  test.each([
    ['a b', 'node.port', {}],
    ['gone.number b.number', '"gone"', { node: 'b', port: 'number' }],
    ['a.number gone.number', '"gone"', { node: 'a', port: 'number' }],
    ['a.nothing b.number', '"Source" has no output "nothing"', { node: 'b', port: 'number' }],
    ['a.number b.nothing', '"Screen" has no input "nothing"', { node: 'b', port: 'nothing' }],
  ])('%s', (link, why, place) => {
    const problem = problemsOf(nodes, [link]).find(({ code }) => code === 'dangling-wire');
    const [from = '', to = ''] = link.split(' ');
    expect(problem?.message).toContain(`"${from}"`);
    expect(problem?.message).toContain(`"${to}"`);
    expect(problem?.message).toContain(why);
    expect(problem?.place).toEqual(place);
    expect(problem?.remedy).toContain('Remove the wire');
  });

  test('but not at a node that nobody knows: that it is unknown is said once', () => {
    const found = problemsOf({ ...nodes, odd: { type: 'from_the_future' } }, ['odd.x b.number', 'a.number odd.y']);
    expect(found.map(({ code }) => code)).toEqual(['unknown-node']);
  });
});

test('two wires at one input are named with the way out', () => {
  const [problem] = problemsOf(nodes, ['a.number b.number', 'a.number b.number']);
  expect(problem).toMatchObject({ code: 'double-wire', place: { node: 'b', port: 'number' } });
  expect(problem?.message).toContain('"b.number"');
  expect(problem?.remedy).toContain('Remove one');
});

test('a cycle is named at one of its nodes with the way out, and only its own members are', () => {
  const found = problemsOf(
    { start: { type: 'value' }, a: { type: 'sum', version: 2 }, b: { type: 'double' }, end: { type: 'show' } },
    ['start.number a.terms.1', 'b.number a.terms.2', 'a.number b.number', 'b.number end.number'],
  );
  expect(found.map(({ code }) => code)).toEqual(['cycle']);
  expect(['a', 'b']).toContain(found[0]?.place.node);
  expect(found[0]?.message).not.toContain('start');
  expect(found[0]?.remedy).toContain('Remove one of the wires');
});

describe('a node that cannot be run as it is', () => {
  test('because nobody knows its type, with a guess where one is near', () => {
    const [near] = problemsOf({ a: { type: 'doubel' } });
    expect(near).toMatchObject({ code: 'unknown-node', place: { node: 'a' } });
    expect(near?.message).toContain('"doubel"');
    expect(near?.remedy).toContain('"double"');
    const [far] = problemsOf({ a: { type: 'KSamplerAdvanced' } });
    expect(far?.remedy).not.toContain('Did you mean');
    expect(far?.remedy).toContain('Remove or mute the node');
  });

  test('because it is of a newer version, with both versions', () => {
    const found = problemsOf({ a: { type: 'value', title: 'Source', version: 7 } });
    expect(found).toMatchObject([{ code: 'newer-node', place: { node: 'a' } }]);
    expect(found[0]?.message).toMatch(/"Source".*version 7.*version 1/);
    expect(found[0]?.remedy).toContain('Update Arcspace');
    expect(problemsOf({ a: { type: 'sum', version: 3 } }).map(({ code }) => code)).toEqual(['newer-node']);
  });

  test('because a parameter is not valid, with its name and what was expected', () => {
    const [problem] = problemsOf({ a: { type: 'value', title: 'Source', parameters: { value: 'seven' } } });
    expect(problem?.message).toMatch(/"value" of "Source"/i);
    expect(problem?.message).toContain('number');
    expect(problem?.message).not.toContain('Invalid input');
    expect(problem?.remedy).not.toBe('');
  });

  test('because some wires are missing and another only passes a bypassed node, which has nothing to pass', () => {
    const [problem] = problemsOf({ way: { type: 'double', mode: 'bypass' }, sum: { type: 'sum', version: 2 } }, [
      'way.number sum.terms.1',
    ]);
    expect(problem?.remedy).toContain('is bypassed');
    expect(problem?.remedy).toContain('or mute this one');
  });
});
