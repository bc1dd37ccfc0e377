import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Row } from './measure.ts';

const RUNS = 7;
const TARGET = 2;

/** A new process each time, from its start to its end, with the picture on the disk. */
export function commandLine(program: string): Row {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const args = ['bin/arcspace.mjs', 'run', 'workflows/text-to-image.json', '--workspace', workspace, '--out'];
  const seconds = Array.from({ length: RUNS }, (_, index) => {
    const begun = performance.now();
    execFileSync(process.execPath, [...args, join(workspace, `out${index}`)], { cwd: program, stdio: 'pipe' });
    return (performance.now() - begun) / 1000;
  });
  rmSync(workspace, { recursive: true });
  return {
    what: 'Command line, from cold to the saved picture (20 steps, 128x128)',
    measured: `${median(seconds).toFixed(2)} s`,
    target: `at most ${TARGET} s`,
    met: median(seconds) <= TARGET,
  };
}
