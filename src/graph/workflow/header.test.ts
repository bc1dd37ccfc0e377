import { describe, expect, test } from 'vitest';
import { ArcspaceError } from '../problem.ts';
import { fakeRegistry } from '../testing/fakeNodes.ts';
import { parseLinkEnd } from './link.ts';
import { parseWorkflow } from './parse.ts';
import { emptyWorkflow } from './schema.ts';

const sound = { format: 'arcspace-workflow', version: 2, nodes: [] };

function refusalOf(file: unknown): ArcspaceError {
  try {
    parseWorkflow(JSON.stringify(file), fakeRegistry);
  } catch (error) {
    if (error instanceof ArcspaceError) return error;
    throw error;
  }
  throw new Error('the file was opened');
}

describe('a file that is none of ours is refused with the place in it', () => {
  test('where its format is another', () => {
    const { message, place, remedy } = refusalOf({ ...sound, format: 'other' });
    expect(message).toContain('"format"');
    expect(place).toEqual({ port: 'format' });
    expect(remedy).toContain('Arcspace or ComfyUI');
  });

  test.each([undefined, null, '2', 0, -1, 1.5])('where its version is %j', (version) => {
    const { message, place } = refusalOf({ ...sound, version });
    expect(message).toContain('names no version');
    expect(place).toEqual({ port: 'version' });
  });

  test('where it is newer than the program, with both versions', () => {
    const { message, place, remedy } = refusalOf({ ...sound, version: 3 });
    expect(message).toMatch(/version 3.*up to 2/);
    expect(place).toEqual({ port: 'version' });
    expect(remedy).toContain('Update Arcspace');
  });

  test('where it holds another kind of JSON', () => {
    const { message, place } = refusalOf('text');
    expect(message).toContain('not a workflow');
    expect(place).toEqual({});
  });
});

describe('a broken file is refused with its first fault and the number of the others', () => {
  const broken = { id: 'a', type: 'value', position: ['x', 0] };

  test('which is not said of a single one', () => {
    const { message, place } = refusalOf({ ...sound, nodes: [broken] });
    expect(place).toEqual({ port: 'nodes[0].position[0]' });
    expect(message).toContain('nodes[0].position[0]: ');
    expect(message).not.toContain('more');
    expect(message).not.toContain('undefined');
  });

  test('which are counted', () => {
    const { message } = refusalOf({ ...sound, nodes: [broken, broken, broken] });
    expect(message).toContain('2 more');
  });

  test('and two nodes of one id by that id', () => {
    const node = { id: 'twin', type: 'value' };
    const { message, place } = refusalOf({ ...sound, nodes: [node, node] });
    expect(message).toContain('"twin"');
    expect(place).toEqual({ port: 'twin' });
  });
});

test('a file nested as deep as a workflow may be is opened, a deeper one is refused', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });
  const within = (depth: number) => ({ ...sound, extra: nested(depth) });
  expect(() => parseWorkflow(JSON.stringify(within(38)), fakeRegistry)).not.toThrow();
  expect(refusalOf(within(60)).message).toContain('nested deeper than');
});

test('a new workflow is untitled and says nothing of itself', () => {
  expect(emptyWorkflow()).toMatchObject({ name: 'Untitled', description: '', nodes: [], links: [] });
});

describe('the end of a link', () => {
  test('is a node and one of its ports, told apart by the first dot', () => {
    expect(parseLinkEnd('slerp.a')).toEqual({ node: 'slerp', port: 'a' });
    expect(parseLinkEnd('blend.points.2')).toEqual({ node: 'blend', port: 'points.2' });
    expect(parseLinkEnd('a.b')).toEqual({ node: 'a', port: 'b' });
  });

  test.each(['', '.', 'slerp', 'slerp.', '.a', '..'])('is none in "%s"', (text) => {
    expect(parseLinkEnd(text)).toBeUndefined();
  });
});
