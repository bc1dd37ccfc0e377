import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFolder } from '../../src/host/programFolder.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import type { Row } from '../measure.ts';
import { cases } from './cases.ts';
import { type Comparison, compare } from './compare.ts';
import { startPeer } from './peer.ts';
import { table } from './table.ts';

const sizes = [16384, 65536];
const batches = [1, 32];

/** Two measurements of one thing differ by so much. */
const margin = 1.05;

/** Each kernel against NumPy and torch on one thread and against a plain copy, on the same numbers. A row for each. */
export async function geometry(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const pool = noise(Math.max(...sizes) * Math.max(...batches) * Math.max(...cases.map(({ reads }) => reads)));
  writeFileSync(join(folder, 'pool.bin'), new Uint8Array(pool.buffer));
  const peer = await startPeer(programFolder(), join(folder, 'pool.bin'));
  console.log(heading(peer));
  settleMemory();
  try {
    const found: Comparison[] = [];
    for (const kernel of cases) {
      for (const size of sizes)
        for (const batch of batches) found.push(await compare(kernel, [batch, size], pool, peer));
    }
    console.log(`${table(found)}\n`);
    return cases.map(({ name }) =>
      row(
        name,
        found.filter((comparison) => comparison.name === name),
      ),
    );
  } finally {
    peer?.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Brings the allocator to where it is after a first picture: until large blocks have been freed, the C library gives each
 * freed array back to the system and pays for its pages again, which costs more than most kernels do.
 */
function settleMemory(): void {
  const blocks = [new Float32Array(6 * 2 ** 20)];
  for (let i = 0; i < 60; i++) blocks[0] = new Float32Array(6 * 2 ** 20);
}

/** One block of noise over and over, each time weighed a little otherwise, so that no two rows are alike. */
function noise(count: number): Float32Array {
  const block = new TorchGenerator(1).randn([2 ** 20 + 24]).data;
  return Float32Array.from({ length: count }, (_, i) => (block[i % block.length] as number) * (1 + (i >> 16) / 1e4));
}

function heading(peer: Awaited<ReturnType<typeof startPeer>>): string {
  if (!peer)
    return 'NumPy is not compared: python3 (or what PYTHON names) has none. bench/geometry/requirements.txt.\n';
  const torch = peer.torch ? `torch ${peer.torch}` : 'torch is missing, and not compared';
  const scipy = peer.scipy ? '' : '; SciPy is missing, so that NumPy has no normal distribution for KS';
  return `Geometry beside NumPy ${peer.numpy} and ${torch}, on one thread${scipy}. Processor time of ours over theirs. Ours
writes its results over the last ones, as NumPy's allocator hands it the same memory again; a copy is of what is read.\n`;
}

/** Met when ours is no slower on any shape. The geometric mean stands beside the range over the shapes. */
function row(name: string, comparisons: readonly Comparison[]): Row {
  const ratios = comparisons.flatMap(({ numpy }) => (numpy === undefined ? [] : [numpy]));
  const copies = `${range(comparisons.map(({ copy }) => copy))} times a copy`;
  const what = `Geometry: ${name}`;
  if (ratios.length === 0) return { what, measured: copies, target: '', met: true };
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  const measured = `${mean.toFixed(2)} of NumPy's time (${range(ratios)}), ${copies}`;
  return { what, measured, target: 'no slower than NumPy', met: Math.max(...ratios) <= margin };
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
