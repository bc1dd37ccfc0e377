import { nodeRegistry } from '../../../nodes/index.ts';
import { answersTo } from './answersTo.ts';
import type { Source } from './source.ts';

addEventListener('message', async ({ data }: MessageEvent<Source>) => {
  for await (const answer of answersTo(data, nodeRegistry)) postMessage(answer);
});
