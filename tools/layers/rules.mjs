const CORE = [
  'src/tensor',
  'src/images',
  'src/geometry',
  'src/diffusion',
  'src/graph',
  'src/jobs',
  'src/gallery',
  'src/plots',
  'src/painting',
  'src/scenes',
  'src/disentanglement',
  'nodes',
];

/** What each part of the program may import from, besides itself. ARCHITECTURE.md draws it. */
export const layers = {
  'src/tensor': [],
  'src/images': ['src/tensor'],
  'src/scenes': ['src/tensor'],
  'src/painting': ['src/tensor'],
  'src/disentanglement': ['src/tensor', 'src/geometry'],
  'src/geometry': ['src/tensor'],
  'src/diffusion': ['src/tensor', 'src/geometry'],
  'src/graph': ['src/tensor', 'src/geometry', 'src/disentanglement', 'src/diffusion'],
  'src/jobs': ['src/graph'],
  'src/gallery': ['src/graph'],
  'src/plots': ['src/graph'],
  nodes: [
    'src/tensor',
    'src/images',
    'src/scenes',
    'src/painting',
    'src/disentanglement',
    'src/geometry',
    'src/diffusion',
    'src/graph',
    'src/plots',
  ],
  'src/neighbours': ['src/tensor', 'src/geometry', 'src/diffusion', 'src/graph'],
  'src/protocol': ['src/graph', 'src/jobs', 'src/gallery'],
  'src/host': ['src/graph', 'src/protocol'],
  'src/engine': [...CORE, 'src/neighbours', 'src/protocol', 'src/host'],
  'src/renderer': [...CORE, 'src/neighbours', 'src/protocol'],
  'src/server': ['src/graph', 'src/protocol', 'src/host'],
  'src/cluster': [...CORE, 'src/protocol', 'src/host', 'src/engine'],
  'src/cli': [...CORE, 'src/neighbours', 'src/protocol', 'src/host', 'src/engine', 'src/cluster', 'src/server'],
  'src/main': ['src/protocol', 'src/host'],
  'src/preload': ['src/protocol'],
};

/** Folders of the editor, each level made of those before it: what lies in one knows nothing of its neighbours there. */
export const rendererLevels = [
  ['hosts', 'keyboard', 'reading', 'text', 'theme'],
  // What the browser keeps, and what is kept there.
  ['page+state'],
  ['app', 'parameters'],
  ['canvas', 'files'],
  ['components', 'guide', 'plugin'],
  ['controls', 'palette', 'search'],
  ['explorer', 'pictures', 'sharedQueue'],
  ['commands', 'drawer'],
  ['desktop', 'inspector', 'rail', 'start'],
  ['appView', 'device', 'gallery'],
  ['overlay'],
  ['shell'],
  // The order of all style sheets.
  ['styles'],
];

/** Parts that run anywhere: without Node, without a page, and with these packages only. */
export const portable = [...CORE, 'src/neighbours', 'src/protocol'];
export const portablePackages = ['papaparse', 'zod', '@noble/hashes', '@msgpack/msgpack', 'jsep', 'fflate', 'echarts'];

/** Packages that only some files may import, by the start of their paths. */
export const confined = {
  electron: ['src/main/', 'src/preload/'],
  'litegraph.js': ['src/renderer/plugin/litegraph/litegraph.ts'],
  'onnxruntime-node': ['src/engine/'],
  '@libav.js/variant-webm-vp9': ['src/engine/video/'],
  mediabunny: ['src/engine/video/'],
  '@huggingface/hub': ['src/engine/hub/'],
  preact: ['src/renderer/'],
  '@preact/signals': ['src/renderer/'],
  ws: ['src/server/'],
  echarts: ['src/plots/echarts.ts'],
  papaparse: ['nodes/support/reports/csvTable.ts'],
  '@resvg/resvg-wasm': ['src/cli/'],
  bullmq: ['src/cluster/'],
  ioredis: ['src/cluster/'],
  aws4fetch: ['src/cluster/store/s3/'],
  'prom-client': ['src/cluster/'],
  commander: ['src/cli/'],
  'cli-progress': ['src/cli/'],
};
