import { z } from 'zod';

/** For multistep samplers that start in the middle otherwise than diffusers, which takes steps for done that were not. */
export const restartOption = z
  .enum(['exact', 'as_diffusers'])
  .default('exact')
  .describe(
    'What a start in the middle does, as in image to image: diffusers loses count of the steps there. Choose that for its exact pictures; for PNDM with noise added one step earlier.',
  );
