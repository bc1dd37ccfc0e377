import { runBundled } from './runBundled.mjs';

await runBundled('bench/index.ts', 'bench');
