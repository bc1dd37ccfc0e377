import { nameOfFile } from '../../protocol/workflowName.ts';

interface Group {
  readonly title: string;
  /** Names of the files, from easy to hard. */
  readonly examples: readonly string[];
}

const groups: readonly Group[] = [
  {
    title: 'First steps',
    examples: ['text-to-image', 'explorer', 'image-to-image', 'repaint-by-mask', 'inpaint', 'latent-guidance'],
  },
  {
    title: 'Interpolate',
    examples: [
      'slerp-animation',
      'lerp-versus-slerp',
      'multi-slerp',
      'multi-reference-blend',
      'prompt-walk',
      'random-walk',
    ],
  },
  {
    title: 'Directions',
    examples: [
      'attribute-vector-sweep',
      'style-direction',
      'style-transfer',
      'composing-attributes',
      'strength-tuning',
      'direction-map',
      'direction-brush',
      'mood-gradient',
      'prompt-arithmetic',
      'bands-and-masks',
      'directions-without-labels',
      'sphere-maps',
    ],
  },
  { title: 'Noise levels', examples: ['noise-level-arithmetic', 'three-noise-levels', 'inversion'] },
  {
    title: 'Measure',
    examples: [
      'latents-in-numbers',
      'space-in-pictures',
      'attribute-scores',
      'when-arithmetic-fails',
      'disentanglement',
      'beta-vae',
    ],
  },
  {
    title: 'Sequences',
    examples: [
      'temporal-super-resolution',
      'film-style',
      'film-curve',
      'film-slow-motion',
      'film-transition',
      'film-mood',
      'clip-arithmetic',
      'scene-interpolation',
      'smooth-transition',
      'even-spacing',
      'straightening',
      'smooth-film',
      'extrapolation',
    ],
  },
];

/** What no group names stands last. */
const OTHERS = 'More examples';

/** Examples by what they are about, from easy to hard. @param examples by path, as the engine lists them */
export function groupedExamples<Example extends { readonly path: string }>(
  examples: readonly Example[],
): readonly { readonly title: string; readonly examples: readonly Example[] }[] {
  const byName = new Map(examples.map((example) => [nameOfFile(example.path), example]));
  const grouped = groups.map(({ title, examples: names }) => {
    return { title, examples: names.flatMap((name) => byName.get(name) ?? []) };
  });
  const named = new Set(groups.flatMap((group) => group.examples));
  const others = { title: OTHERS, examples: examples.filter(({ path }) => !named.has(nameOfFile(path))) };
  return [...grouped, others].filter((group) => group.examples.length > 0);
}
