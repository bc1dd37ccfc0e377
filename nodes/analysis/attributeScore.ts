import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { pictureSheet } from '../../src/images/pictureSheet.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { Work } from '../../src/tensor/work.ts';
import { attributePorts } from '../support/attributes/attributePorts.ts';
import { attributeScoreReport } from '../support/attributes/attributeScoreReport.ts';
import { type AttributeSets, attributeSets, requirePairs } from '../support/attributes/attributeSets.ts';
import { type Place, type Trial, tried, wholeStep } from '../support/attributes/attributeTrials.ts';
import { trialStrengths } from '../support/attributes/trialStrengths.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { namesFrom, namesParameter } from '../support/parameters/names.ts';
import { readLevel, stepAtLevel } from '../support/sampling/levels.ts';
import { scheduleFor } from '../support/sampling/sampling.ts';
import { samplingParameters } from '../support/sampling/samplingParameters.ts';

const list = (values: number[], least: number, most: number, description: string) =>
  z.array(z.number().min(least).max(most)).min(1).max(8).default(values).describe(description);

export default defineNode({
  type: 'attribute_score',
  version: 1,
  migrations: [],
  title: 'Attribute score',
  docs: `Measures whether attribute directions do what they should, and what else they change. For each attribute a direction is made from some of its pictures, added to pictures without the attribute that it has not seen, and the results are judged.

Typical setup: connect Load model, an empty Prompt, and Load images or Image set twice for each attribute, followed by Save report.

Success is the share of pictures that are judged to have the attribute afterwards; at strength 0 it shows how often the judge errs. Leakage is the share of judgements of the other attributes that change, compared with strength 0. Each is measured on clean latents, and injected at noise levels during denoising.

There is no separate classifier: a judge is a linear discriminant in latent space, with its threshold halfway between the class means. It is kept honest in three ways. Every picture serves one purpose: of those not held out, every other one makes the direction and the rest train the judge. Every result is decoded to a picture and encoded again before it is judged. And the report says how often each judge is right about pictures that it has not seen.

Leakage is measured only in connected attributes. The prompt guides what is injected: an empty one leaves it to the model.`,
  errors: [
    'More or fewer sets with an attribute than without.',
    'A set too small to divide between direction, judge and test: three pictures are the least, four where half is held out.',
    'Two sets whose means are the same, so that no direction leads from one to the other.',
    'Pictures of different sizes, or smaller than a latent cell.',
    'A vae of another model, a prompt whose text encoder does not fit the network, or more steps than the model has training levels.',
  ],
  keywords: ['attribute', 'success', 'leakage', 'probe', 'evaluate', 'disentanglement', 'lda'],
  inputs: {
    model: port('model', 'The network that denoises after an injection.'),
    vae: port('vae', 'The autoencoder, from Load model.'),
    conditioning: port('conditioning', 'Guides the denoising; the empty prompt leaves it to the model.'),
    ...attributePorts(['Pictures with one attribute.', 'Pictures without it, in the order of those with it.'], 12),
  },
  parameters: z.object({
    names: namesParameter('attributes'),
    strengths: list([0.5, 1, 1.5], -10, 10, 'How much of each direction to add; 0 is always measured too.'),
    levels: list(
      [0.25, 0.5, 0.75],
      0,
      1,
      'Where to inject, as fractions of the schedule: 0 is noise, 1 the clean end.',
    ),
    held_out: z
      .number()
      .min(0.05)
      .max(0.5)
      .default(0.25)
      .describe('Share of each set, from its end, that is kept unseen, to be edited and judged.')
      .meta({ control: 'slider', step: 0.05 }),
    ...samplingParameters,
    steps: samplingParameters.steps.default(10).describe('Number of steps from noise to clean latents.'),
    guidance: samplingParameters.guidance
      .default(1)
      .describe('Guidance while denoising; 1 leaves most to the picture.'),
    seed: samplingParameters.seed.describe('Seed of the noise that pictures get before an injection.'),
  }),
  outputs: {
    report: port('report', 'Success and leakage of each attribute, place and strength.'),
    image: port(
      'image',
      'A row for each attribute: a picture as it was, then with the direction at each place, at the strength nearest to 1.',
    ),
  },
  preview: 'images',
  terminal: true,
  examples: [{ title: 'At full strength, clean and in the middle', parameters: { strengths: [1], levels: [0.5] } }],
  async compute({ inputs, parameters }, context) {
    const { model, vae, conditioning, positive, negative } = inputs;
    requireSameSpace('model', model, 'vae', vae);
    requirePairs(positive, negative);
    const attributes: AttributeSets[] = [];
    for (const [index, name] of namesFrom(parameters.names, positive.length, 'attribute').entries()) {
      const images = { positive: positive[index] as ImageSet, negative: negative[index] as ImageSet };
      attributes.push(await attributeSets(name, vae, images, parameters.held_out, context));
    }
    const [{ direction: first }] = attributes as [AttributeSets];
    attributes.forEach(({ direction }, index) => {
      requireSameSize('positive.1', first.tensor, `positive.${index + 1}`, direction.tensor);
    });
    const schedule = scheduleFor({ model, sigmas: undefined }, parameters, first.tensor);
    const steps = parameters.levels.map((level) => stepAtLevel(schedule, model, level, 'fraction'));
    const places: Place[] = ['clean', ...new Set(steps)];
    const sampling = { model, conditioning, negative: undefined, sigmas: undefined, seed: [parameters.seed] };
    const strengths = trialStrengths(parameters.strengths);
    const walk = { inputs: sampling, choices: parameters, schedule };
    const trials = await tried({ vae, walk, attributes, places, strengths }, context);
    const readings = new Map<Place, ReturnType<typeof readLevel>>(
      steps.map((step) => [step, readLevel(schedule, step, model)]),
    );
    return {
      report: attributeScoreReport(trials, attributes, readings),
      image: await paced(sheetOf(trials, places.length), context),
    };
  },
});

/** Pictures that can be compared: untouched, then changed at each place in turn, a row for each attribute. */
function sheetOf(trials: readonly Trial[], places: number): Work<Tensor> {
  const shown = wholeStep(trials);
  const chosen = trials.filter(({ place, strength }) => strength === shown || (strength === 0 && place === 'clean'));
  const examples = chosen.map(({ example }) => example);
  return pictureSheet(examples, { columns: 1 + places, gap: 6, shade: 0.08 });
}
