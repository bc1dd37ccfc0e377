import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ArcspaceError } from '../problem.ts';
import { fakeRegistry } from '../testing/fakeNodes.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import { workflowJsonSchema } from './jsonSchema.ts';
import { parseWorkflow } from './parse.ts';
import { serializeWorkflow } from './serialize.ts';

const parse = (value: unknown) =>
  parseWorkflow(typeof value === 'string' ? value : JSON.stringify(value), fakeRegistry);
const header = { format: 'arcspace-workflow', version: 2 };

const version1 = { format: 'arcspace-workflow', version: 1, nodes: [] };
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [index, 'x']));

function refusal(value: unknown): ArcspaceError {
  try {
    parse(value);
  } catch (error) {
    if (error instanceof ArcspaceError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('a workflow file', () => {
  it('survives a round trip', () => {
    const workflow = workflowOf({ a: { type: 'value', parameters: { value: 3 } }, b: { type: 'show' } }, [
      'a.number b.number',
    ]);
    expect(parse(serializeWorkflow(workflow)).workflow).toEqual(workflow);
  });

  it('keeps unknown keys and unknown nodes to the last byte', () => {
    const file = {
      ...header,
      name: 'x',
      description: '',
      nodes: [
        {
          id: 'z',
          type: 'from_the_future',
          version: 9,
          position: [1, 2],
          mode: 'on',
          parameters: { deep: [{ a: null }] },
          sparkle: 1,
        },
      ],
      links: [{ from: 'z.out', to: 'z.in', bend: 0.5 }],
      groups: [],
      inputs: [],
      models: [],
      future: { nested: ['kept'] },
    };
    const { workflow, warnings } = parse(file);
    expect(JSON.parse(serializeWorkflow(workflow))).toEqual(file);
    expect(warnings[0]).toContain('from_the_future');
  });

  it('keeps any JSON in the parameters of any node', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (parameter) => {
        const text = JSON.stringify({ ...header, nodes: [{ id: 'a', type: 'unknown', parameters: { p: parameter } }] });
        if (text.includes('__proto__') || text.includes('constructor') || text.includes('prototype')) return;
        expect(JSON.stringify(parse(text).workflow.nodes[0]?.parameters.p)).toBe(JSON.stringify(parameter));
      }),
    );
  });

  it('of version 1 is brought to the present version, its nodes too', () => {
    const old = {
      format: 'arcspace-workflow',
      version: 1,
      nodes: [
        { id: 'a', type: 'value', pos: [10, 20], params: { value: 2 }, disabled: true },
        { id: 's', type: 'sum', pos: [200, 20], params: { offset: 4 } },
      ],
      links: [['a', 'number', 's', 'terms.1']],
    };
    const { workflow, warnings } = parse(old);
    expect(workflow.version).toBe(2);
    expect(workflow.nodes[0]).toMatchObject({ position: [10, 20], parameters: { value: 2 }, mode: 'mute' });
    expect(workflow.nodes[1]).toMatchObject({ version: 2, parameters: { plus: 4 } });
    expect(workflow.links).toEqual([{ from: 'a.number', to: 's.terms.1' }]);
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ['', 'JSON'],
    ['{"format":"arcspace-workflow","version":2,"nodes":[', 'JSON'],
    ['[]', 'not a workflow'],
    ['null', 'not a workflow'],
    [{ nodes: [] }, 'format'],
    [{ format: 'arcspace-workflow', nodes: [] }, 'version'],
    [{ ...header, version: 99, nodes: [] }, 'version 99'],
    [{ ...header, version: 1.5, nodes: [] }, 'version'],
    [{ ...header }, 'nodes'],
    [{ ...header, nodes: {} }, 'nodes'],
    [{ ...header, nodes: [{ id: 'a b', type: 'x' }] }, 'nodes[0].id'],
    [
      {
        ...header,
        nodes: [
          { id: 'a', type: 'x' },
          { id: 'a', type: 'x' },
        ],
      },
      'Two nodes',
    ],
    [{ ...header, nodes: [{ id: 'a', type: 'x', position: ['1', 2] }] }, 'nodes[0].position[0]'],
    [{ ...header, nodes: [{ id: 'a', type: 'x', position: [1e300, 2] }] }, 'nodes[0].position[0]'],
    [{ ...header, nodes: [{ id: 'a', type: 'x', mode: 'fly' }] }, 'nodes[0].mode'],
    [{ ...header, nodes: [], thumbnail: 'javascript:alert(1)' }, 'thumbnail'],
    [
      { ...header, nodes: [], groups: [{ id: 'g', title: 't', position: [0, 0], size: [1, 1], color: 'url(x)' }] },
      'groups[0].color',
    ],
    [
      { ...header, nodes: [{ id: 'a', type: 'x', color: 'red' }] },
      'nodes[0].color: colours are written like "#3f789e"',
    ],
    [{ ...header, nodes: [], blocks: [{ id: 'b', title: '', color: '#12' }] }, 'blocks[0].color'],
    ['{"format":"arcspace-workflow","version":2,"nodes":[],"__proto__":{"polluted":1}}', '__proto__'],
    [
      '{"format":"arcspace-workflow","version":2,"nodes":[{"id":"a","type":"x","parameters":{"constructor":{}}}]}',
      'nodes.0.parameters.constructor',
    ],
    [`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'nested deeper'],
    ['x'.repeat(20_000_001), 'million characters'],
    [{ ...header, nodes: Array(5001).fill({ id: 'a', type: 'x' }) }, '5,001 nodes'],
    [{ ...header, nodes: [], links: Array(20_001).fill(0) }, '20,001 links'],
    [{ ...header, nodes: [], groups: Array(1001).fill(0) }, '1,001 groups'],
    [{ ...header, nodes: [], models: [{ id: 'm', files: numbered(201) }] }, 'models[0].files'],
    [{ ...header, nodes: [], models: [{ id: 'm', files: { ['k'.repeat(9000)]: 1 } }] }, 'models[0].files.kkk'],
    [{ ...version1, links: [[{ toString: 1, valueOf: 2 }, 'a', 'b', 'c']] }, 'links[0]'],
    [{ ...version1, links: [['a', 'b', 'c']] }, 'links[0]'],
    [{ ...version1, links: [['a', 'b', 'c', 'd', 'e']] }, 'links[0]'],
    [{ ...version1, links: [['a', 'b', 'c', null]] }, 'links[0]'],
  ])('is refused with the place and a remedy: %.60j', (file, words) => {
    const error = refusal(file);
    expect(`${error.message} ${error.place.port ?? ''}`).toContain(words);
    expect(error.code).toBe('invalid-workflow');
    expect(error.remedy).not.toBe('');
    expect(error.message.length).toBeLessThan(1000);
    expect(Object.getPrototypeOf({})).not.toHaveProperty('polluted');
  });

  it.each([
    ['lists', `[${'[],'.repeat(300_000)}[]]`, 'more than 500,000 values'],
    ['objects', `[${'{},'.repeat(300_000)}{}]`, 'more than 500,000 values'],
    ['numbers', `[${'0,'.repeat(500_000)}0]`, 'more than 500,000 values'],
    ['lists in lists', `${'['.repeat(41)}${']'.repeat(41)}`, 'nested deeper than 40'],
    ['objects in objects', `${'{"a":'.repeat(41)}0${'}'.repeat(41)}`, 'nested deeper than 40'],
  ])('is refused before anything is made of it when it holds too many %s', (_, text, words) => {
    const parsing = vi.spyOn(JSON, 'parse');
    try {
      expect(refusal(text).message).toContain(words);
      expect(parsing).not.toHaveBeenCalled();
    } finally {
      parsing.mockRestore();
    }
  });

  it.each([',[{'.repeat(200_000), '\\\\"[['.repeat(200_000), '\\\\\\\\', '\\"'.repeat(3)])(
    'is not judged by what stands in its texts: %.12s',
    (text) => {
      const file = JSON.stringify({
        ...header,
        nodes: [{ id: 'a', type: 'words', parameters: { text, after: [[]] } }],
      });
      expect(parse(file).workflow.nodes[0]?.parameters).toEqual({ text, after: [[]] });
    },
  );

  it('may have a thousand parameters in a node, with names of any length', () => {
    const parameters = { ...numbered(1000), ['k'.repeat(300)]: 1 };
    expect(parse({ ...header, nodes: [{ id: 'a', type: 'x', parameters }] }).workflow.nodes[0]?.parameters).toEqual(
      parameters,
    );
  });

  it('of another program has its first fifty warnings listed, and the others counted', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => ({ id: `n${index}`, type: `strange${index}` }));
    const { warnings } = parse({ ...header, nodes });
    expect(warnings).toHaveLength(51);
    expect(warnings.at(-1)).toBe('There are 10 more warnings like these.');
  });

  it('never makes anything but an ArcspaceError of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ArcspaceError);
        }
      }),
    );
  });

  it('has a JSON Schema that names its parts', () => {
    expect(Object.keys(workflowJsonSchema().properties as object)).toEqual(
      expect.arrayContaining(['format', 'version', 'nodes', 'links', 'groups', 'inputs', 'models']),
    );
  });
});
