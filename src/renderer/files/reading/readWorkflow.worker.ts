import { nodeRegistry } from '../../../../nodes/index.ts';
import { answersTo } from './answersTo.ts';

addEventListener('message', ({ data }: MessageEvent<string>) => {
  for (const answer of answersTo(data, nodeRegistry)) postMessage(answer);
});
