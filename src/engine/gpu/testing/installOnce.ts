import { readFileSync } from 'node:fs';
import { createCudaRuntime } from '../cudaRuntime.ts';

/** A process that installs a runtime and ends, unless it is killed before. */
process.on('disconnect', () => process.exit(1));
const [folder = '', lock = '', library = ''] = process.argv.slice(2);
const runtime = createCudaRuntime({
  folder,
  library,
  lock: JSON.parse(readFileSync(lock, 'utf8')),
  unsupported: undefined,
});
await runtime.install({ progress: (received) => void process.send?.(received) });
process.exit(0);
