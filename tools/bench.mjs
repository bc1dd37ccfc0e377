import { runBundled } from './runBundled.mjs';

// What was computed by an earlier measurement is to be computed again.
process.env.ARCSPACE_RESULTS ??= '';
await runBundled('bench/index.ts', 'bench');
