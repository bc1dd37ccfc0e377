import { nameOfFile } from '../../protocol/workflowName.ts';
import { type Texts, texts } from '../text/texts.ts';

interface Group {
  readonly name: keyof Texts['start']['groups'];
  /** Names of the files, from easy to hard. */
  readonly examples: readonly string[];
}

const groups: readonly Group[] = [
  {
    name: 'firstSteps',
    examples: ['text-to-image', 'explorer', 'image-to-image', 'repaint-by-mask', 'inpaint', 'latent-guidance'],
  },
  {
    name: 'interpolate',
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
    name: 'directions',
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
  { name: 'noiseLevels', examples: ['noise-level-arithmetic', 'three-noise-levels', 'inversion'] },
  {
    name: 'measure',
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
    name: 'sequences',
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

/** Examples by what they are about, from easy to hard. @param examples by path, as the engine lists them */
export function groupedExamples<Example extends { readonly path: string }>(
  examples: readonly Example[],
): readonly { readonly title: string; readonly examples: readonly Example[] }[] {
  const byName = new Map(examples.map((example) => [nameOfFile(example.path), example]));
  const grouped = groups.map(({ name, examples: names }) => {
    return { title: texts.start.groups[name], examples: names.flatMap((name) => byName.get(name) ?? []) };
  });
  const named = new Set(groups.flatMap((group) => group.examples));
  // What no group names stands last.
  const others = {
    title: texts.start.moreExamples,
    examples: examples.filter(({ path }) => !named.has(nameOfFile(path))),
  };
  return [...grouped, others].filter((group) => group.examples.length > 0);
}
