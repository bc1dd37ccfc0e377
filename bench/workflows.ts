import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Node {
  readonly id: string;
  readonly type: string;
  readonly parameters?: Record<string, unknown>;
}

function workflow(name: string, nodes: readonly Node[], links: readonly [string, string][]): string {
  return JSON.stringify({
    format: 'arcspace-workflow',
    version: 2,
    name,
    nodes: nodes.map((node, index) => ({ ...node, position: [260 * (index % 40), 330 * Math.floor(index / 40)] })),
    links: links.map(([from, to]) => ({ from, to })),
  });
}

export function textToImage(program: string): string {
  return readFileSync(join(program, 'workflows/text-to-image.json'), 'utf8');
}

const model: Node = { id: 'model', type: 'load_model' };
const noises: readonly Node[] = [
  { id: 'noise_a', type: 'noise', parameters: { seed: 1 } },
  { id: 'noise_b', type: 'noise', parameters: { seed: 2 } },
];
const ends: readonly Node[] = [
  { id: 'slerp', type: 'slerp', parameters: { t: 0.3 } },
  { id: 'decode', type: 'decode' },
];
const commonLinks: readonly [string, string][] = [
  ['model.model', 'noise_a.model'],
  ['model.model', 'noise_b.model'],
  ['model.vae', 'decode.vae'],
];
const prompt: Node = { id: 'prompt', type: 'prompt', parameters: { text: 'a large red house by the sea' } };
const denoise = (id: string, steps: number): Node => ({ id, type: 'denoise', parameters: { steps, guidance: 3 } });
const denoiseLinks = (id: string, from: string): [string, string][] => [
  ['model.model', `${id}.model`],
  ['prompt.conditioning', `${id}.conditioning`],
  [`${from}.latents`, `${id}.latents`],
];

/** Two pictures, the way between them, and the picture there. Only slerp and decode depend on the slider. */
export const slerpThenDecode = workflow(
  'Slider to picture',
  [model, prompt, ...noises, denoise('walk_a', 10), denoise('walk_b', 10), ...ends],
  [
    ...commonLinks,
    ['model.text_encoder', 'prompt.text_encoder'],
    ...denoiseLinks('walk_a', 'noise_a'),
    ...denoiseLinks('walk_b', 'noise_b'),
    ['walk_a.latents', 'slerp.a'],
    ['walk_b.latents', 'slerp.b'],
    ['slerp.latents', 'decode.latents'],
  ],
);

/** The way between two noises, and ten steps from there to a picture. */
export const slerpThenDenoise = workflow(
  'Slider through ten steps',
  [model, prompt, ...noises, denoise('walk', 10), ...ends],
  [
    ...commonLinks,
    ['model.text_encoder', 'prompt.text_encoder'],
    ['noise_a.latents', 'slerp.a'],
    ['noise_b.latents', 'slerp.b'],
    ...denoiseLinks('walk', 'slerp'),
    ['walk.latents', 'decode.latents'],
  ],
);

/** A large graph of the usual nodes, each chain wired through. */
export function largeGraph(count: number): string {
  const types = ['noise', 'slerp', 'denoise', 'decode', 'preview_image'] as const;
  const nodes = Array.from({ length: count }, (_, i): Node => ({ id: `n${i}`, type: types[i % 5] ?? 'noise' }));
  const links = nodes.flatMap(({ id, type }, i): [string, string][] => {
    const before = `n${i - 1}`;
    if (type === 'slerp') return [[`${before}.latents`, `${id}.a`]];
    if (type === 'denoise' || type === 'decode') return [[`${before}.latents`, `${id}.latents`]];
    return type === 'preview_image' ? [[`${before}.image`, `${id}.image`]] : [];
  });
  return workflow(`Graph of ${count} nodes`, nodes, links);
}
