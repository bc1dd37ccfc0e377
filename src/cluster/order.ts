import { z } from 'zod';
import { version } from '../../package.json';
import { relativeParts } from '../engine/files/containment.ts';
import { sha256 } from '../engine/files/sha256.ts';
import { type ModelName, modelRoles } from '../graph/models/knownModel.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { LONGEST_MODEL_NAME } from '../graph/workflow/schema.ts';
import { providers } from '../protocol/providers.ts';
import type { ProviderName } from '../protocol/types.ts';

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** The version of what machines say to each other: raised when another would misunderstand it. */
const FORMAT = 2;

/** Where there are more, none are said. */
const MOST_MARKS = 50;

/** What lies in the queue: all that matters is in the store, under the hash of the order. */
const queuedSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** The version of the program that asks: another one may compute something else. */
  program: z.literal(version),
  order: hashSchema,
  /** Of the workflow, for people. */
  name: z.string().max(200),
  /** sha256 of the word by which its sender cancels it. */
  cancelledBy: hashSchema,
  /** What is to compute; any device without it. */
  device: z.enum(providers.map(({ name }) => name)).exactOptional(),
  /** What {@link modelMark} makes of each model that it needs, to tell who can compute it; absent where not all are known. */
  models: z.array(hashSchema).max(MOST_MARKS).exactOptional(),
  /** Whether its sender shows how far it is. */
  previews: z.literal(true).exactOptional(),
});

export type QueuedJob = z.output<typeof queuedSchema>;

const node = z.string().min(1).max(200);
const LONGEST_PATH = 4096;
const MOST_INPUTS = 100_000;

/** A path inside a folder, written in the only way in which it can be. */
const fileName = z.string().max(LONGEST_PATH).refine(isPlainPath, 'a path inside the model');

/** What is to be computed, in full: it means the same on every machine. */
export const orderSchema = z.strictObject({
  /** The text of the workflow's file. */
  workflow: z.string(),
  /** The nodes that are run to; none for everything that shows or writes something. */
  targets: z.array(node).max(5000),
  /** The nodes whose pictures are wanted. */
  watch: z.array(node).max(5000),
  /** The files that it reads: sha256 by the path that the workflow knows each by. */
  inputs: z
    .record(z.string().min(1).max(LONGEST_PATH), hashSchema)
    .refine((inputs) => Object.keys(inputs).length <= MOST_INPUTS, `more than ${MOST_INPUTS} files`),
  /** Models, parts of them and what adds to them: sha256 of their files by name; none where only the name is known. */
  models: z
    .array(
      z.strictObject({
        role: z.enum(modelRoles),
        name: z.string().min(1).max(LONGEST_MODEL_NAME),
        files: z.record(fileName, hashSchema),
        /** Whether these are all of its files: the sender has it. Otherwise those that the workflow remembers. */
        isWhole: z.boolean(),
      }),
    )
    .max(1000),
});

function isPlainPath(path: string): boolean {
  try {
    return path !== '' && relativeParts(path).join('/') === path;
  } catch {
    return false;
  }
}

export type Order = z.output<typeof orderSchema>;
export type OrderedModel = Order['models'][number];

/** Bytes of an order: far more than a workflow of the largest size and the names of its files. */
export const LARGEST_ORDER = 64 * 2 ** 20;

/** Characters of a job in the queue: an order by its hash takes a tenth of it. */
const LONGEST_JOB = 10_000;

export interface JobWishes {
  /** What is to compute; any device without it. */
  readonly device?: ProviderName | undefined;
  /** Whether pictures between the steps are wanted. */
  readonly previews?: boolean | undefined;
}

/** What is said of an order to whoever looks for somebody to compute it. */
export interface JobNeeds extends JobWishes {
  /** Marks of all models that it needs; undefined where the files of one are not known. */
  readonly models?: readonly string[] | undefined;
}

/** A model as a worker has to have it: the same files under the same name. @param fingerprint the hash of the hashes of its files */
export function modelMark({ role, name }: ModelName, fingerprint: string): string {
  return sha256(JSON.stringify([role, name, fingerprint]));
}

export function queuedJob(order: string, name: string, cancelledBy: string, needs: JobNeeds = {}): QueuedJob {
  const { device, previews, models } = needs;
  const said = {
    ...(device && { device }),
    ...(models && models.length <= MOST_MARKS && { models: [...models] }),
    ...(previews && { previews }),
  };
  return { format: FORMAT, program: version, order, name, cancelledBy, ...said };
}

/**
 * Reads what lies in the queue, where anybody with its password may have put anything.
 * @throws ArcspaceError `refused-job`, with the reason.
 */
export function readQueued(data: unknown): QueuedJob {
  const length = JSON.stringify(data)?.length ?? 0;
  if (length > LONGEST_JOB) throw refused(`It is too large: ${length} characters, and it may have ${LONGEST_JOB}.`);
  const said = z.looseObject({ format: z.number(), program: z.string() }).safeParse(data).data;
  if (said && (said.format !== FORMAT || said.program !== version)) {
    throw refused(`It was sent by Arcspace ${said.program.slice(0, 50)}, and this worker is ${version}.`);
  }
  const read = queuedSchema.safeParse(data);
  if (!read.success) throw refused('It is malformed: only "arcspace run --queue" of the same version makes jobs.');
  return read.data;
}

/** Reads what an order in the store says. @throws ArcspaceError `refused-job`, with the reason. */
export function readOrder(content: Uint8Array): Order {
  const read = orderSchema.safeParse(parsed(content));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = (issue?.path ?? []).join('.').slice(0, 200);
  throw refused(`Its order is malformed${place === '' ? '' : ` at ${place}`}.`);
}

function parsed(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}

export function refused(why: string): ArcspaceError {
  return new ArcspaceError(
    'refused-job',
    `The worker refused the job. ${why}`,
    'Use the same version on all machines.',
  );
}
