import { z } from 'zod';
import type { Painting } from '../../../src/graph/defineNode.ts';
import { mostNumbers, mostStrokes, usualStroke } from '../../../src/painting/stroke.ts';

const stroke = z.object({
  points: z
    .array(z.number().min(-10).max(10))
    .max(mostNumbers)
    .refine((points) => points.length % 2 === 0, 'Each point needs two numbers, across and down.'),
  radius: z.number().min(0.001).max(2),
  hardness: z.number().min(0).max(1).default(usualStroke.hardness),
  value: z.number().min(-10).max(10),
  opacity: z.number().min(0).max(1).default(usualStroke.opacity),
});

/** Strokes that are painted over a picture by hand. */
export function paintingParameter(description: string, painting: Painting) {
  return z.array(stroke).max(mostStrokes).default([]).describe(description).meta({ control: 'painting', painting });
}
