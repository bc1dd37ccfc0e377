import type { Comparison } from './compare.ts';

const columns = ['', 'batch', 'd', 'µs', 'copy', 'NumPy', 'NumPy float32', 'torch', 'torch float32'];

/** All comparisons as Markdown; `copy` and what follows are our time over theirs. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ name, batch, size, microseconds, copy, numpy, numpy32, torch, torch32 }) => [
    name,
    String(batch),
    String(size),
    microseconds.toFixed(1),
    ...[copy, numpy, numpy32, torch, torch32].map((ratio) => ratio?.toFixed(2) ?? ''),
  ]);
  const lines = [columns, columns.map((_, i) => (i === 0 ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
