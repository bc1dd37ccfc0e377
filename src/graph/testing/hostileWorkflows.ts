/** What opening and checking a hostile file must come to. */
export type Verdict =
  /** `parseWorkflow` refuses it with an error. */
  | 'refused'
  /** It opens; `validate` names a problem of this code. */
  | { readonly problem: string }
  /** It opens and runs: its content is inert text. */
  | 'harmless'
  /** It opens; a run ends at the node that reaches outside, with an error. */
  | 'kept inside';

export interface HostileWorkflow {
  readonly name: string;
  readonly text: () => string;
  readonly verdict: Verdict;
}

const HTML = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

function file(nodes: readonly unknown[], links: readonly unknown[] = [], more: object = {}): string {
  return JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes, links, ...more });
}

function node(id: string, type: string, parameters: object = {}, more: object = {}): object {
  return { id, type, version: 1, position: [0, 0], parameters, ...more };
}

const image = (path: string) => file([node('picture', 'load_image', { path })]);
const link = (from: string, to: string) => ({ from, to });
const refused = (name: string, text: () => string): HostileWorkflow => ({ name, text, verdict: 'refused' });
const harmless = (name: string, text: () => string): HostileWorkflow => ({ name, text, verdict: 'harmless' });
const keptInside = (name: string, text: () => string): HostileWorkflow => ({ name, text, verdict: 'kept inside' });
const problem = (name: string, code: string, text: () => string): HostileWorkflow => ({
  name,
  text,
  verdict: { problem: code },
});

/** Broken and malicious workflow files, made here rather than kept, since some are tens of megabytes. */
export const HOSTILE_WORKFLOWS: readonly HostileWorkflow[] = [
  refused('an empty file', () => ''),
  refused('binary rubbish', () => '\u0000\u0001\uffff\u0002'),
  refused('JSON cut off in the middle', () => file([node('a', 'number')]).slice(0, -20)),
  refused('JSON with a trailing comma', () => '{"format":"arcspace-workflow","version":2,"nodes":[],}'),
  refused('a list instead of a workflow', () => '[1,2,3]'),
  refused('a bare string', () => '"arcspace-workflow"'),
  refused(
    'a workflow of another editor',
    () => '{"meta":{"version":"3.0.0"},"nodes":[{"id":"1","type":"invocation","data":{"type":"l2i"}}],"edges":[]}',
  ),
  refused('a version from the future', () => '{"format":"arcspace-workflow","version":3,"nodes":[]}'),
  refused('a negative version', () => '{"format":"arcspace-workflow","version":-1,"nodes":[]}'),
  refused('a version that is text', () => '{"format":"arcspace-workflow","version":"2","nodes":[]}'),
  refused('no nodes', () => '{"format":"arcspace-workflow","version":2}'),
  refused('nodes that are text', () => '{"format":"arcspace-workflow","version":2,"nodes":"all"}'),
  refused(
    'a __proto__ key at the top',
    () => '{"format":"arcspace-workflow","version":2,"nodes":[],"__proto__":{"polluted":true}}',
  ),
  refused(
    'a __proto__ key in parameters',
    () =>
      '{"format":"arcspace-workflow","version":2,"nodes":[{"id":"a","type":"number","parameters":{"__proto__":{"polluted":true}}}]}',
  ),
  refused(
    'a constructor key deep inside',
    () =>
      '{"format":"arcspace-workflow","version":2,"nodes":[{"id":"a","type":"number","parameters":{"x":[{"constructor":{"prototype":{}}}]}}]}',
  ),
  refused(
    'methods of the canvas library as keys of a prototype',
    () =>
      '{"format":"arcspace-workflow","version":2,"nodes":[{"id":"a","type":"number","prototype":{"onExecute":"alert(1)"}}]}',
  ),
  refused('a hundred thousand nested lists', () => `{"x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
  refused('30 MB of text', () => file([node('a', 'text', { text: 'x'.repeat(30e6) })])),
  refused('six thousand nodes', () => file(Array.from({ length: 6000 }, (_, i) => node(`n${i}`, 'number')))),
  refused('two nodes of one id', () => file([node('a', 'number'), node('a', 'number')])),
  refused('an id with HTML', () => file([node(HTML, 'number')])),
  refused('an id that is a path', () => file([node('../../etc', 'number')])),
  refused('an id that is a number', () => file([{ ...node('a', 'number'), id: 7 }])),
  refused('a position of huge numbers', () => file([node('a', 'number', {}, { position: [1e308, 0] })])),
  refused('a position that is no number', () => file([node('a', 'number', {}, { position: ['NaN', null] })])),
  refused('a size that is missing a number', () => file([node('a', 'number', {}, { size: [100] })])),
  refused('a thumbnail that is a script', () => file([], [], { thumbnail: 'javascript:alert(1)' })),
  refused('a thumbnail that is SVG', () => file([], [], { thumbnail: 'data:image/svg+xml;base64,PHN2Zy8+' })),
  refused('a group colour that is CSS', () =>
    file([], [], { groups: [{ id: 'g', title: 'g', position: [0, 0], size: [9, 9], color: 'red;background:url(x)' }] }),
  ),
  refused('a zoom of zero', () => file([], [], { viewport: { x: 0, y: 0, zoom: 0 } })),
  refused('links that are numbers', () => file([], [1, 2])),
  refused('links of version 1 that cannot become text', () =>
    file([], [[{ toString: 1, valueOf: 2 }, 'a', 'b', 'c']], { version: 1 }),
  ),
  refused('more values than a workflow has', () => file([node('a', 'number', { value: Array(600_000).fill(1) })])),
  refused('a list of links that is too long', () => file([], Array(20_001).fill(link('a.b', 'c.d')))),
  problem('a node type that does not exist', 'unknown-node', () => file([node('a', 'rm_rf')])),
  problem('a node type named after an object method', 'unknown-node', () => file([node('a', 'toString')])),
  problem('a node type with HTML', 'unknown-node', () => file([node('a', HTML)])),
  problem('a node of a version from the future', 'newer-node', () => file([node('a', 'number', {}, { version: 99 })])),
  problem('a number that is text', 'invalid-parameter', () => file([node('a', 'number', { value: '1; drop table' })])),
  problem('a number that is null, as NaN is saved', 'invalid-parameter', () =>
    file([node('a', 'number', { value: null })]),
  ),
  problem('a number that overflows', 'invalid-parameter', () =>
    file([node('a', 'number', {})]).replace('"parameters":{}', '"parameters":{"value":1e999}'),
  ),
  problem('a step count of a billion', 'invalid-parameter', () => file([node('a', 'schedule', { steps: 1e9 })])),
  problem('a picture size of a million', 'invalid-parameter', () =>
    file([node('a', 'noise', { width: 1e6, height: 1e6 })]),
  ),
  problem('a choice that is not offered', 'invalid-parameter', () =>
    file([node('a', 'schedule', { sampler: 'eval(1)' })]),
  ),
  problem('a node that waits for itself', 'cycle', () => file([node('a', 'reroute')], [link('a.value', 'a.value')])),
  problem('a ring of three', 'cycle', () =>
    file(
      [node('a', 'reroute'), node('b', 'reroute'), node('c', 'reroute')],
      [link('a.value', 'b.value'), link('b.value', 'c.value'), link('c.value', 'a.value')],
    ),
  ),
  problem('a wire from nowhere', 'dangling-wire', () =>
    file([node('a', 'preview_image')], [link('ghost.image', 'a.image')]),
  ),
  problem('a wire to a port that does not exist', 'dangling-wire', () =>
    file([node('a', 'number'), node('b', 'reroute')], [link('a.number', 'b.__proto__')]),
  ),
  problem('a wire between types that do not fit', 'wrong-type', () =>
    file([node('a', 'text'), node('b', 'preview_image')], [link('a.text', 'b.image')]),
  ),
  problem('two wires into one input', 'double-wire', () =>
    file([node('a', 'number'), node('b', 'reroute')], [link('a.number', 'b.value'), link('a.number', 'b.value')]),
  ),
  problem('a missing wire', 'missing-input', () => file([node('a', 'decode')])),
  harmless('HTML in every text field', () =>
    file([node('a', 'note', { text: HTML }, { title: HTML.slice(0, 190) }), node('b', 'text', { text: HTML })], [], {
      name: HTML,
      description: HTML,
      groups: [{ id: 'g', title: HTML, position: [0, 0], size: [100, 100] }],
    }),
  ),
  harmless('10 MB of text in an unknown key', () => file([node('a', 'number')], [], { extra: 'x'.repeat(10e6) })),
  harmless('keys named after methods of the canvas library', () =>
    file([node('a', 'number', {}, { onDrawForeground: 'alert(1)', configure: 1 })]),
  ),
  keptInside('a picture outside, by dots', () => image('../../../../etc/passwd')),
  keptInside('a picture outside, absolute', () => image('/etc/passwd')),
  keptInside('a picture outside, on a drive', () => image('C:\\Windows\\win.ini')),
  keptInside('a picture on another host', () => image('//server/share/x.png')),
  keptInside('a picture by URL', () => image('file:///etc/passwd')),
  keptInside('a picture named with a NUL', () => image('images/pictures/content-boat.png\u0000.txt')),
  keptInside('a model outside', () => file([node('a', 'load_model', { model: '../../etc' })])),
  keptInside('a result written outside', () =>
    file(
      [
        node('p', 'load_image', { path: 'images/pictures/content-boat.png' }),
        node('s', 'save_image', { filename: '../../../tmp/owned' }),
      ],
      [link('p.image', 's.image')],
    ),
  ),
];
