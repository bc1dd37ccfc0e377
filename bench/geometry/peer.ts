import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Library = 'numpy' | 'torch';
export type Contract = 'float64' | 'float32';

export interface Question {
  readonly case: string;
  readonly library: Library;
  readonly contract: Contract;
  /** Batch, rows and d. */
  readonly shape: readonly [number, number, number];
  readonly calls: number;
}

export interface Timing {
  /** Per call on the whole batch. */
  readonly seconds: number;
  /** Sum of the sizes of all numbers that the first item gives. */
  readonly total: number;
}

/** NumPy and torch in a Python process of their own, on one thread. */
export interface Peer {
  readonly numpy: string;
  readonly torch: string | null;
  readonly scipy: boolean;
  time(question: Question): Promise<Timing>;
  stop(): void;
}

const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Undefined where there is no Python with NumPy. PYTHON names another one than python3. */
export async function startPeer(program: string, pool: string): Promise<Peer | undefined> {
  const python = process.env.PYTHON ?? 'python3';
  const child = spawn(python, [`${program}/bench/geometry/peer.py`, pool], { env: { ...process.env, ...oneThread } });
  child.on('error', () => child.stdout.destroy());
  child.stdin.on('error', () => {});
  const ask = askingThrough(child);
  const libraries = (await ask({ ask: 'libraries' })) as Pick<Peer, 'numpy' | 'torch' | 'scipy'> | undefined;
  if (!libraries) return undefined;
  return {
    ...libraries,
    async time(question) {
      const answer = await ask({ ask: 'time', ...question });
      if (!answer) throw new Error(`peer.py gave no answer for ${question.case}`);
      return answer as Timing;
    },
    stop: () => child.stdin.end(),
  };
}

/** Sends a line and waits for one; undefined when the process has ended. */
function askingThrough(child: ChildProcessWithoutNullStreams): (question: object) => Promise<unknown> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value } = await lines.next();
    return value === undefined ? undefined : JSON.parse(value);
  };
}
