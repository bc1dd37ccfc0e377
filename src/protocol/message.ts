import { z } from 'zod';
import { problemSchema } from '../graph/problemSchema.ts';
import { finishedProbeSchema } from './probeProcess.ts';

const id = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const name = z.string().min(1).max(64);
const words = z.string().max(100_000);

/** Everything that crosses a wire. What a call or an event carries is checked by its own schema. */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, name, args: z.unknown() }),
  z.object({ kind: z.literal('result'), id, result: z.unknown() }),
  z.object({ kind: z.literal('problem'), id, problem: problemSchema }),
  z.object({ kind: z.literal('event'), name, event: z.unknown() }),
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('pong') }),
  /** From the desktop app's main process only: the user chose a file in this folder. */
  z.object({ kind: z.literal('allow'), folder: words }),
  /** To the desktop app's main process only: the engine there can start no process itself. */
  z.object({ kind: z.literal('start-probe'), id, provider: name }),
  z.object({ kind: z.literal('probe-ended'), id, finished: finishedProbeSchema }),
]);

export type Message = z.output<typeof messageSchema>;

/** The message, or undefined when it is none: the wire's other end is then not ours. */
export function parseMessage(raw: unknown): Message | undefined {
  const parsed = messageSchema.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}
