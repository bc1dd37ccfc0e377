import { runBundled } from './runBundled.mjs';

await runBundled('models/evaluation/index.ts', 'evaluation');
