import { z } from 'zod';

const words = z.string().max(100_000);

/** A problem that came over a wire or out of a file. */
export const problemSchema = z.object({
  code: z.string().max(100),
  message: words,
  place: z.object({
    file: words.exactOptional(),
    node: words.exactOptional(),
    port: words.exactOptional(),
  }),
  remedy: words,
});
