import { z } from 'zod';
import { comfyuiSamplerNames, comfyuiSamplers } from '../../src/diffusion/comfyui/comfyuiSamplers.ts';
import { kSamplerPrograms } from '../../src/diffusion/comfyui/comfyuiSchedule.ts';
import { comfyuiSchedulers } from '../../src/diffusion/comfyui/comfyuiSigmas.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { requireWhole } from '../support/parameters/requireWhole.ts';
import { askedBy, comfyuiStart, warnOfDifferences } from '../support/sampling/comfyuiSampling.ts';
import { runSteps } from '../support/sampling/sampling.ts';

const titles = Object.fromEntries(
  comfyuiSamplerNames.map((name) => [
    name,
    name === 'ddim' ? 'DDIM (as Euler)' : samplerById(comfyuiSamplers[name]).title,
  ]),
);

const advanced = { range: 'steps' } as const;

/** Of this schedule a KSampler runs the end: its length is the steps by denoise. */
const LONGEST_SCHEDULE = 100_000;

export default defineNode({
  type: 'ksampler',
  version: 1,
  migrations: [],
  title: 'KSampler',
  docs: `Adds noise to latents and denoises them, with the numbers of ComfyUI: the same seed, steps, CFG, sampler, scheduler and denoise give the picture that ComfyUI makes on the CPU. Those of A1111 can be had, too.

Typical setup: connect Load model, two Prompt nodes and Empty latents, followed by Decode. For image to image, connect Encode instead of Empty latents, and lower "denoise".

With denoise below 1 ComfyUI makes a schedule of steps / denoise steps and runs its last steps. With a range of steps it is KSampler (Advanced): several in a row share one schedule, the first with its noise left in, the others without adding any.

Denoise, with Noise, Add noise and Schedule, does the same in parts that can be taken apart, in the conventions of diffusers.

DPM++ SDE, 2M SDE and 3M SDE take other noise for their steps than ComfyUI. ComfyUI on a graphics card draws the noise of steps there: Euler ancestral and its like then give other pictures than here.`,
  errors: [
    'Pure noise: KSampler adds the noise itself.',
    'Latents of another model, or a prompt whose text encoder does not fit the network.',
    'A range of steps that ends before it starts.',
    'More than one seed.',
  ],
  keywords: [
    'ksampleradvanced',
    'comfyui',
    'ksampler advanced',
    'samplercustom',
    'samplercustomadvanced',
    'sample',
    'txt2img',
    'img2img',
    'denoise',
    'cfg',
    'generate',
  ],
  inputs: {
    model: port('model', 'The network that predicts the clean latents.'),
    conditioning: port('conditioning', 'What the picture should show: "positive" in ComfyUI.'),
    negative: port('conditioning', 'What to move away from; the empty prompt when nothing is connected.', {
      optional: true,
    }),
    latents: port('latents', 'What noise is added to: Empty latents, Encode, or a KSampler before this one.'),
    seed: port('number', 'The seed, in place of the parameter.'),
    steps: port('number', 'The number of steps, in place of the parameter.'),
    cfg: port('number', 'The CFG, in place of the parameter.'),
    denoise: port('number', 'Denoise, in place of the parameter.'),
    start_at: port('number', 'The first step that is run, in place of the parameter.'),
    end_at: port('number', 'The step to stop before, in place of the parameter.'),
  },
  parameters: z.object({
    seed: seedParameter('Seed of the noise.').meta({ perRun: 'next' }),
    steps: z.int().min(1).max(1000).default(20).describe('Number of steps.').meta({ unit: 'steps', step: 1 }),
    cfg: z
      .number()
      .min(1)
      .max(100)
      .default(8)
      .describe('How strongly to follow the prompt; at 1 the network runs once per step and uses the prompt alone.')
      .meta({ step: 0.1, label: 'CFG' }),
    sampler: z.enum(comfyuiSamplerNames).default('euler').describe('The sampling method.').meta({ choices: titles }),
    scheduler: z
      .enum(comfyuiSchedulers)
      .default('normal')
      .describe('How the noise levels are spread, by the names of ComfyUI.'),
    denoise: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('How much is repainted: 1 starts from noise alone, less keeps more of the latents, 0 all of them.')
      .meta({ control: 'slider', step: 0.01, shownWhen: { range: 'all' } }),
    range: z
      .enum(['all', 'steps'])
      .default('all')
      .describe('Whether all steps are run, or only some of them, as by KSampler (Advanced).')
      .meta({ choices: { all: 'All steps', steps: 'A range of steps' } }),
    start_at: z
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .describe('The first step that is run, counted from 0.')
      .meta({ step: 1, shownWhen: advanced }),
    end_at: z
      .int()
      .min(1)
      .max(10_000)
      .default(10_000)
      .describe('The step to stop before.')
      .meta({ step: 1, shownWhen: advanced }),
    add_noise: z
      .boolean()
      .default(true)
      .describe('Off for latents that still have their noise, from a KSampler that stopped early.')
      .meta({ shownWhen: advanced }),
    leftover_noise: z
      .boolean()
      .default(false)
      .describe('Whether noise that is left at the end stays in the latents, for another KSampler.')
      .meta({ shownWhen: advanced }),
    program: z
      .enum(kSamplerPrograms)
      .default('comfyui')
      .describe(
        'Whose numbers to follow. A1111 starts from slightly weaker noise, counts the steps of image to image otherwise, and draws the noise of steps from the same seed.',
      )
      .meta({ choices: { comfyui: 'ComfyUI', a1111: 'A1111' } }),
    told_guidance: z
      .number()
      .min(0)
      .max(100)
      .default(3.5)
      .describe('FLUX dev and other networks that are told the guidance: the number of FluxGuidance in ComfyUI.')
      .meta({ step: 0.1 }),
  }),
  outputs: { latents: port('latents', 'Clean latents, or noisy ones where noise was left.') },
  examples: [
    { title: 'Text to image', parameters: { steps: 20, cfg: 7, sampler: 'dpmpp_2m', scheduler: 'karras' } },
    { title: 'Image to image', parameters: { steps: 20, denoise: 0.6 } },
    { title: 'The first half', parameters: { steps: 20, range: 'steps', end_at: 10, leftover_noise: true } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, conditioning, negative, latents, seed, steps, cfg, denoise, start_at, end_at } = inputs;
    requireSameSpace('model', model, 'latents', latents);
    requireWhole('seed', seed, 0);
    requireWhole('steps', steps, 1);
    warnOfDifferences(parameters.sampler, model, context);
    const part = parameters.range === 'steps';
    if (part) {
      requireWhole('start_at', start_at, 0);
      requireWhole('end_at', end_at, 0);
    }
    if (!part && denoise > 0 && steps / denoise > LONGEST_SCHEDULE) throw tooLong(steps, denoise);
    const request = {
      program: parameters.program,
      sampler: parameters.sampler,
      scheduler: parameters.scheduler,
      steps,
      denoise: part ? 1 : denoise,
      first: part ? start_at : 0,
      last: part ? end_at : Number.POSITIVE_INFINITY,
      cleansAtEnd: !(part && parameters.leftover_noise),
    };
    if (request.first >= request.last) throw emptyRange(request.first, request.last);
    const noise = { seed, isAdded: !part || parameters.add_noise };
    const start = await comfyuiStart(latents, model, request, noise, context);
    if (start.steps === 0) return { latents };
    const asked = askedBy(parameters.program, model, cfg);
    const sampling = { model: asked, conditioning, negative, sigmas: undefined, seed: [seed] };
    const guidance = model.guidanceKind === 'embedded' ? parameters.told_guidance : cfg;
    const choices = { sampler: start.schedule.sampler, steps, guidance };
    return { latents: await runSteps(sampling, choices, start.schedule, start.latents, [0, start.steps], context) };
  },
});

function tooLong(steps: number, denoise: number): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `A denoise of ${denoise} with ${steps} steps asks for a schedule of more than ${LONGEST_SCHEDULE.toLocaleString('en')} steps.`,
    'Set denoise to more, or to 0 to keep the latents as they are.',
    { port: 'denoise' },
  );
}

function emptyRange(first: number, last: number): ArcspaceError {
  return new ArcspaceError(
    'invalid-step',
    `The steps from ${first} to ${last} are none.`,
    'Set "end at" to a step after "start at".',
    { port: 'end_at' },
  );
}
