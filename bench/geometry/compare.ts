import { median } from '../measure.ts';
import type { Case, Result } from './cases.ts';
import type { Contract, Library, Peer, Question, Timing } from './peer.ts';

/** Medians over the rounds, on one shape. Ratios are ours over theirs, taken within a round: under 1 we are faster. */
export interface Comparison {
  readonly name: string;
  readonly batch: number;
  readonly size: number;
  /** Per call on the whole batch. */
  readonly microseconds: number;
  readonly copy: number;
  readonly numpy: number | undefined;
  readonly numpy32: number | undefined;
  readonly torch: number | undefined;
  readonly torch32: number | undefined;
}

const rounds = 21;
/** Each measurement takes about so long, several calls of the fast ones. */
const blockSeconds = 0.003;
const tolerance = 1e-4;

type Measure = () => Promise<number> | number;

/** Measures ours, a plain copy of the same rows and each library in turn, round by round, so that all share what disturbs. */
export async function compare(
  { name, reads, gives, run }: Case,
  [batch, size]: readonly [number, number],
  pool: Float32Array,
  peer: Peer | undefined,
): Promise<Comparison> {
  const given = rowsOf(pool, batch * reads, size);
  const results = rowsOf(new Float32Array(batch * gives * size), batch * gives, size);
  const items = Array.from({ length: batch }, (_, item) => ({
    rows: given.slice(item * reads, (item + 1) * reads),
    out: results.slice(item * gives, (item + 1) * gives),
  }));
  const all = pool.subarray(0, batch * reads * size);
  const copied = new Float32Array(all.length);
  const compute = () => items.map(({ rows, out }) => run(rows, out));
  const first = total(compute()[0] ?? 0);
  const theirs = peer
    ? {
        numpy: await other('numpy', 'float64'),
        numpy32: await other('numpy', 'float32'),
        torch: await other('torch', 'float64'),
        torch32: await other('torch', 'float32'),
      }
    : {};
  const measures: Record<string, Measure> = {
    ours: timing(compute),
    copy: timing(() => copied.set(all)),
    ...Object.fromEntries(Object.entries(theirs).filter((entry) => entry[1])),
  };
  const times = await interleaved(measures);
  const ours = times.ours ?? [];
  const ratio = (key: string) => times[key] && median(ours.map((time, i) => time / (times[key]?.[i] ?? Number.NaN)));
  return {
    name,
    batch,
    size,
    microseconds: median(ours) * 1e6,
    copy: ratio('copy') ?? Number.NaN,
    numpy: ratio('numpy'),
    numpy32: ratio('numpy32'),
    torch: ratio('torch'),
    torch32: ratio('torch32'),
  };

  /** Undefined where the library is missing. Checks that it computes the same. */
  async function other(library: Library, contract: Contract): Promise<Measure | undefined> {
    if (!peer || (library === 'torch' ? !peer.torch : name === 'KS distance' && !peer.scipy)) return undefined;
    const question: Question = { case: name, library, contract, shape: [batch, reads, size], calls: 1 };
    const trial = await peer.time(question);
    requireEqual(`${name} by ${library} in ${contract}`, first, trial);
    const calls = callsFor(trial.seconds);
    return async () => (await peer.time({ ...question, calls })).seconds;
  }
}

function rowsOf(block: Float32Array, count: number, size: number): Float32Array[] {
  return Array.from({ length: count }, (_, row) => block.subarray(row * size, (row + 1) * size));
}

function requireEqual(what: string, ours: number, { total: theirs }: Timing): void {
  if (Math.abs(ours - theirs) <= tolerance * Math.abs(ours)) return;
  throw new Error(`${what} is another computation: ${theirs} against ${ours}`);
}

async function interleaved(measures: Record<string, Measure>): Promise<Record<string, number[]>> {
  const order = Object.entries(measures);
  const times: Record<string, number[]> = Object.fromEntries(order.map(([key]) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [key, measure] of round % 2 === 0 ? order : order.toReversed()) times[key]?.push(await measure());
  }
  return times;
}

/** Seconds of processor time per call, the collector's among them: waiting for others on a busy machine does not count. */
function timing(run: () => unknown): Measure {
  const seconds = (calls: number) => {
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6 / calls;
  };
  // Compiled before it counts.
  for (let warm = 0; warm < 10; warm++) seconds(3);
  const calls = callsFor(seconds(30));
  return () => seconds(calls);
}

function callsFor(seconds: number): number {
  return Math.max(1, Math.round(blockSeconds / seconds));
}

function total(result: Result): number {
  if (typeof result === 'number') return Math.abs(result);
  const parts = result instanceof Float32Array ? [result] : result;
  return parts.reduce((sum, part) => part.reduce((inner, value) => inner + Math.abs(value), sum), 0);
}
