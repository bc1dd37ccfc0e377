import { z } from 'zod';
import type { Conditioning, Framing } from '../../diffusion/conditioning.ts';
import type { DrawnNoise } from '../../diffusion/drawnNoise.ts';
import type { LoraTerm } from '../../diffusion/lora.ts';
import type { LatentSpace } from '../../diffusion/model.ts';
import type { NoiseLevel } from '../../diffusion/noiseLevel.ts';
import type { PromptDirection } from '../../diffusion/prompts/promptArithmetic.ts';
import type { Schedule, ScheduleStep } from '../../diffusion/schedule.ts';
import type { Factor } from '../../disentanglement/codes.ts';
import { sizeOf, type Tensor } from '../../tensor/tensor.ts';
import type { Report, ReportChart, ReportSeries, ReportTable } from '../report.ts';
import type { CodesOfSet, Direction, Latents, PortType, Provenance } from '../values.ts';

/** An object with these fields and no others. All are named: one that was forgotten does not compile. */
const fields = <T>(all: { readonly [K in keyof Required<T>]: z.ZodType }) => z.strictObject(all);

const text = z.string();
const list = <T extends z.ZodType>(item: T) => z.array(item);
/** zod's own number is never infinite, but pure noise has an infinite sigma. */
const number = z.custom<number>((value) => typeof value === 'number');
const numbers = list(number);

const tensor = fields<Tensor>({ data: z.instanceof(Float32Array), shape: list(z.int().min(0)) }).refine(
  ({ data, shape }) => (data as Float32Array).length === sizeOf(shape as number[]),
);
const named = z.record(text, tensor);

const space = fields<LatentSpace>({
  id: text,
  name: text,
  channels: number,
  downscale: number,
  multiple: number,
  framesPerStep: number.optional(),
});
const level = fields<NoiseLevel>({ sigma: number, signal: number });

const drawn = fields<DrawnNoise>({
  start: number,
  before: number,
  since: number,
  seedOffset: number,
  together: number,
  first: number,
  byStep: z.boolean().optional(),
});

const actOn = z.enum(['clips', 'frames']);

const latents = fields<Latents>({
  tensor,
  level,
  space,
  history: z.unknown().optional(),
  drawn: drawn.optional(),
  actOn: actOn.optional(),
});

const direction = fields<Direction>({
  tensor,
  raw: tensor,
  space,
  scale: z.enum(['raw', 'unit']),
  rawNorm: number,
  provenance: fields<Provenance>({ method: text, facts: z.record(text, z.union([text, number])) }),
  actOn: actOn.optional(),
});

const size = list(number).length(2);

const conditioning = fields<Conditioning>({
  prompt: text,
  encoder: text,
  tensors: named,
  framing: fields<Framing>({
    originalSize: size.optional(),
    crop: size.optional(),
    targetSize: size.optional(),
    aestheticScore: number.optional(),
    guidance: number.optional(),
  }).optional(),
  warning: text.optional(),
});

const factor = fields<Factor>({ name: text, values: list(text), labels: numbers });

const step = fields<ScheduleStep>({ from: level, to: level, timestep: number });

const report = fields<Report>({
  title: text,
  notes: list(text),
  tables: list(
    fields<ReportTable>({
      title: text,
      columns: list(fields<ReportTable['columns'][number]>({ name: text, unit: text.optional() })),
      rows: list(list(z.union([text, number]))),
    }),
  ),
  charts: list(
    fields<ReportChart>({
      title: text,
      kind: z.enum(['line', 'scatter', 'bar', 'heatmap']),
      x: fields<ReportChart['x']>({ label: text, unit: text.optional() }),
      y: fields<ReportChart['y']>({ label: text, unit: text.optional() }),
      columns: list(text).optional(),
      sameScale: z.boolean().optional(),
      logarithmic: z.boolean().optional(),
      series: list(
        fields<ReportSeries>({
          name: text,
          x: numbers,
          y: numbers,
          marks: z.boolean().optional(),
          joined: z.boolean().optional(),
        }),
      ),
    }),
  ),
});

/**
 * What flows on wires of each type: data, which is all there is to it and may go to another process or lie on a disk, or a
 * handle on something that only this process has open. A LoRA is data: it names files, and is read where it acts.
 */
const portData: { readonly [T in PortType]: z.ZodType | 'handle' } = {
  image: tensor,
  image_set: 'handle',
  latents,
  direction,
  conditioning,
  prompt_direction: fields<PromptDirection>({ encoder: text, tensors: named, from: text, to: text }),
  model: 'handle',
  vae: 'handle',
  text_encoder: 'handle',
  lora: z.strictObject({ terms: list(fields<LoraTerm>({ id: text, name: text, strength: number })) }),
  codes: fields<CodesOfSet>({ values: tensor, factors: list(factor), dimensionNames: list(text), made: text }),
  sigmas: fields<Schedule>({
    sampler: text,
    initialScale: number,
    options: z.record(text, z.unknown()).optional(),
    sigmaScale: number.optional(),
    steps: list(step),
  }),
  number,
  numbers,
  text,
  report,
  any: 'handle',
};

/** Whether what flows on wires of a type can leave the process. */
export function isData(type: PortType): boolean {
  return portData[type] !== 'handle';
}

/** Whether a value is what flows on wires of a type of data, with all of its parts and no unknown ones. */
export function isDataOf(type: PortType, value: unknown): boolean {
  const schema = portData[type];
  return schema !== 'handle' && schema.safeParse(value).success;
}
