import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { createEngine } from '../../../engine/createEngine.ts';
import { openQueueClient } from '../../client/openQueueClient.ts';
import { type ChaosSetting, runOfJob } from './settings.ts';

/** Sends all jobs that are not done, as `arcspace sweep --queue --resume` does, and is killed at any moment. */
const AT_ONCE = 64;
const setting = JSON.parse(process.argv[2] ?? '') as ChaosSetting;
const at = (path: string): string => join(setting.folder, path);
const done = new Set(existsSync(at('done.log')) ? readFileSync(at('done.log'), 'utf8').split('\n') : []);

const engine = createEngine({ program: setting.program, workspace: at('sender'), output: at('out'), provider: 'cpu' });
const places = { ...setting, store: at('store'), output: at('out') };
const client = await openQueueClient({ ...places, engine, registry: nodeRegistry, say: () => {} });
const missing = Array.from({ length: setting.jobs }, (_, job) => job).filter((job) => !done.has(String(job)));
const next = missing.values();
process.send?.('ready');

async function sendMissing(): Promise<void> {
  for (const job of next) {
    const { outcome, problem } = await client.run(runOfJob(job), new AbortController().signal, () => {});
    if (outcome !== 'completed') throw new Error(`job ${job}: ${outcome}: ${problem?.message}`);
    appendFileSync(at('done.log'), `${job}\n`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, sendMissing));
client.close();
await engine.close();
process.exit(0);
