import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../engine/testing/temporaryFolder.ts';
import type { Problem } from '../graph/problem.ts';
import { supervise } from '../host/supervise.ts';
import { forkEngine } from './forkEngine.ts';

const folder = temporaryFolder();

/** Its first life ends as that of an engine does which gets no memory for an array: Node aborts, and nothing can catch it. */
const script = `
const { existsSync, writeFileSync } = require('node:fs');
const mark = process.argv[1] + '.lived';
if (existsSync(mark)) process.send({ kind: 'alive' });
else {
  writeFileSync(mark, '');
  const kept = [];
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, place) => ({ place })));
}
setInterval(() => {}, 1000);
process.on('disconnect', () => process.exit(0));
`;

test('an engine that is ended for want of memory says so, with a remedy, and is there again', async () => {
  const file = folder.write('engine.cjs', script);
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=60');
  const { problem, again } = await new Promise<{ problem: Problem; again: boolean }>((resolve) => {
    let told: Problem | undefined;
    const supervisor = supervise({
      start: () => forkEngine(file, { program: folder.path, workspace: join(folder.path, 'work'), modelFolders: [] }),
      onStart(process) {
        if (!told) return;
        const problem = told;
        process.port.onMessage(() => {
          supervisor.stop();
          resolve({ problem, again: true });
        });
      },
      onEnd(problem) {
        told = problem;
      },
    });
  });
  expect(again).toBe(true);
  expect(problem.message).toMatch(
    /^The engine ran out of memory \(it was killed by SIGABRT\) and was started again\. It said: /,
  );
  expect(problem.remedy).toContain('Make smaller pictures or fewer frames at once');
}, 60_000);
