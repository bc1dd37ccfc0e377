import { z } from 'zod';
import { port } from '../../../src/graph/port.ts';
import { seedParameter } from '../parameters/parameters.ts';
import { fitParameter } from '../pictures/encodeItem.ts';

/** How `attributeDirection` makes a direction, wherever its pictures come from. */
export const attributeParameters = {
  scale: z
    .enum(['raw', 'unit'])
    .default('raw')
    .describe('Raw: strength 1 is one whole step from one set to the other. Unit: strength is a distance.'),
  fit: fitParameter,
  seed: seedParameter('Picks the random halves and mixtures of the report; the direction does not depend on it.'),
};

export const attributeOutputs = {
  direction: port('direction', 'From the pictures without the attribute to those with it.'),
  report: port('report', 'Counts, length, noise floor, reliability and z-score.'),
};
