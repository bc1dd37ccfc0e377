import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const side = z.int().min(1).max(1e6);
const time = z.number().nonnegative();

/** Values by "node.parameter". */
const values = <T extends z.ZodType>(value: T) => z.record(z.string().max(500), value);

/** Characters of the prompts of a picture that are kept, to be read and searched. */
export const LONGEST_PROMPT = 4000;

/** Pictures of one result that are kept: those of a batch, the first ones of a very long one. */
export const MOST_OF_RESULT = 100;

export const entryIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A picture that a run made, with all that it takes to make it again. */
export const galleryEntrySchema = z.object({
  /** By the content key of its result, and its number in it: a picture that is made again is the same entry. */
  id: entryIdSchema,
  /** sha256 of its size and pixels, under which its files are kept. */
  picture: hash,
  width: side,
  height: side,
  /** Of its files. */
  bytes: z.int().nonnegative(),
  /** Its number among the pictures of its result, from 1, where these are several. */
  number: z.int().positive().optional(),
  of: z.int().positive().optional(),
  /** How many frames the animation has of which this is the first. */
  frames: z.int().positive().optional(),
  /** sha256 of the text of the workflow on the shelf. */
  workflow: hash,
  /** Of all of the workflow but the values of its parameters: those of one family share one on the shelf. */
  family: hash,
  /** What differs from the one on the shelf. */
  values: values(z.unknown()),
  /** Of the workflow, for people. */
  name: z.string().max(200),
  /** Where the relative paths of the workflow start from. */
  path: z.string().min(1).max(4096).nullable(),
  node: z.string().min(1).max(200),
  /** Of the node, for people. */
  title: z.string().max(200),
  /** The output that it came from. */
  port: z.string().max(200),
  seeds: values(z.number()),
  prompt: z.string().max(LONGEST_PROMPT),
  /** Milliseconds since 1970. */
  time,
  /** From the beginning of its run to the picture. */
  seconds: z.number().nonnegative(),
  favourite: z.boolean().default(false),
  /** Paths written by the node that gave it. */
  files: z.array(z.string().max(4096)).max(1000).default([]),
});

export type GalleryEntry = z.output<typeof galleryEntrySchema>;
