/** Workflow files as large or as tangled as a file of 20 MB can be. What each is called says what is in it. */
export interface LargeWorkflow {
  readonly name: string;
  readonly text: () => string;
}

interface Wire {
  readonly from: string;
  readonly to: string;
}

const MEGABYTES = 20e6;
const open = '{"format":"arcspace-workflow","version":2,"nodes":[';

function file(nodes: readonly object[], links: readonly Wire[] = [], more: object = {}): string {
  return JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes, links, ...more });
}

/** As many copies of a piece of JSON as fit, with commas between them. */
function filled(piece: string): string {
  const count = Math.floor((MEGABYTES - 1000) / (piece.length + 1));
  return `${`${piece},`.repeat(count - 1)}${piece}`;
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const node = (index: number, type: string, more: object = {}) => ({ id: `n${index}`, type, ...more });
const reroutes = (count: number, more: object = {}) => many(count, (index) => node(index, 'reroute', more));
const wire = (from: number, to: number): Wire => ({ from: `n${from}.value`, to: `n${to}.value` });
const onGrid = (index: number) => ({ position: [(index % 70) * 240, Math.floor(index / 70) * 160] });

export const LARGE_WORKFLOWS: readonly LargeWorkflow[] = [
  {
    name: 'a ring of 5,000 reroutes',
    text: () =>
      file(
        reroutes(5000),
        many(5000, (i) => wire(i, (i + 1) % 5000)),
      ),
  },
  {
    name: 'a row of 5,000 reroutes',
    text: () =>
      file(
        reroutes(5000),
        many(4999, (i) => wire(i, i + 1)),
      ),
  },
  {
    name: 'a row of 5,000 reroutes, written backwards',
    text: () => file(reroutes(5000).reverse(), many(4999, (i) => wire(i, i + 1)).reverse()),
  },
  {
    name: '4,000 bypassed reroutes with 15,000 links',
    text: () =>
      file(
        reroutes(4000, { mode: 'bypass' }),
        many(15_000, (i) => wire((i * 7) % 4000, ((i * 7) % 4000) + 1 + (i % 5))),
      ),
  },
  {
    name: '4,000 bypassed reroutes in a row with 15,000 links into one preview',
    text: () =>
      file(
        [...reroutes(4000, { mode: 'bypass' }), node(4000, 'preview_image')],
        [...many(3999, (i) => wire(i, i + 1)), ...many(11_000, () => ({ from: 'n3999.value', to: 'n4000.image' }))],
      ),
  },
  { name: '5,000 unknown long types', text: () => file(many(5000, (i) => node(i, `${'x'.repeat(190)}${i}`))) },
  {
    name: '5,000 loaded nodes with 20,000 links',
    text: () =>
      file(
        many(5000, (i) => node(i, 'slerp', onGrid(i))),
        many(20_000, (i) => ({
          from: `n${i % 5000}.latents`,
          to: `n${(i * 31) % 5000}.${['from', 'to', 'latents', 'fraction'][i % 4]}`,
        })),
      ),
  },
  {
    name: '20,000 links into one unknown node',
    text: () =>
      file(
        [node(0, 'number'), node(1, 'strange')],
        many(20_000, (i) => ({ from: 'n0.number', to: `n1.port${i}` })),
      ),
  },
  {
    name: '20,000 links out of one output',
    text: () =>
      file(
        [node(0, 'number'), ...many(4999, (i) => node(i + 1, 'reroute'))],
        many(20_000, (i) => ({ from: 'n0.number', to: `n${1 + (i % 4999)}.value` })),
      ),
  },
  {
    name: '20,000 links out of 20,000 outputs of one unknown node',
    text: () =>
      file(
        [node(0, 'strange'), ...many(4999, (i) => node(i + 1, 'reroute'))],
        many(20_000, (i) => ({ from: `n0.port${i}`, to: `n${1 + (i % 4999)}.value` })),
      ),
  },
  {
    name: '20,000 links between nodes that are not there',
    text: () =>
      file(
        [],
        many(20_000, (i) => ({ from: `a${i}.x`, to: `b${i}.y` })),
      ),
  },
  {
    name: '1,000 groups around 5,000 nodes',
    text: () =>
      file(
        many(5000, (i) => node(i, 'number', onGrid(i))),
        [],
        {
          groups: many(1000, (i) => ({ id: `g${i}`, title: 'g', position: [-i, -i], size: [40_000, 40_000] })),
        },
      ),
  },
  {
    name: '9.9 million numbers in a parameter',
    text: () => `${open}{"id":"a","type":"number","parameters":{"value":[${filled('1')}]}}]}`,
  },
  { name: '9.9 million numbers for links', text: () => `${open}],"links":[${filled('1')}]}` },
  { name: '9.9 million numbers for nodes', text: () => `${open}${filled('1')}]}` },
  { name: '6.6 million empty objects in an unknown key', text: () => `${open}],"more":[${filled('{}')}]}` },
  { name: '6.6 million empty lists in an unknown key', text: () => `${open}],"more":[${filled('[]')}]}` },
  {
    name: '1.3 million wrong values in the files of a model',
    text: () =>
      `${open}],"models":[{"id":"m","files":{${many(1_300_000, (i) => `"${i.toString(36)}":0`).join(',')}}}]}`,
  },
  {
    name: '1.6 million names in the parameters of a node',
    text: () =>
      `${open}{"id":"a","type":"number","parameters":{${many(1_600_000, (i) => `"k${i.toString(36)}":0`).join(',')}}}]}`,
  },
  {
    name: '20 MB of one text',
    text: () => `${open}{"id":"a","type":"text","parameters":{"text":"${'x'.repeat(MEGABYTES - 1000)}"}}]}`,
  },
  {
    name: '20 MB of one escaped text',
    text: () => `${open}{"id":"a","type":"text","parameters":{"text":"${'\\u0041'.repeat(MEGABYTES / 6 - 200)}"}}]}`,
  },
  {
    name: '20 MB of text in 5,000 nodes',
    text: () => file(many(5000, (i) => node(i, 'note', { ...onGrid(i), parameters: { text: 'word '.repeat(780) } }))),
  },
  {
    name: 'objects nested 39 deep, again and again',
    text: () => `${open}],"more":[${filled(`${'{"a":'.repeat(37)}1${'}'.repeat(37)}`)}]}`,
  },
  { name: 'a million nested lists', text: () => `{"x":${'['.repeat(9e6)}${']'.repeat(9e6)}}` },
  {
    name: '20 MB of version 1',
    text: () => `{"format":"arcspace-workflow","version":1,"nodes":[],"links":[${filled('["a","b","c","d"]')}]}`,
  },
];
