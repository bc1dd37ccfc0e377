import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readComparisons } from './parity/comparisons.mjs';
import { replay } from './parity/replay.mjs';
import { parityReport } from './parity/report.mjs';

// How far Arcspace is from diffusers: replays every recording, prints the largest errors, and exits with 1 where one is too
// large. npm run parity [-- folder with other recordings]
const root = fileURLToPath(new URL('..', import.meta.url));
const [folder = process.env.GOLDEN_ROOT ?? join(root, 'fixtures/golden')] = process.argv.slice(2);
const recordings = resolve(folder);
const scratch = mkdtempSync(join(tmpdir(), 'arcspace-parity-'));
try {
  const failures = replay(root, recordings, scratch);
  const { text, passed } = parityReport(readComparisons(recordings, join(scratch, 'comparisons.jsonl')), failures);
  console.log(text);
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}
