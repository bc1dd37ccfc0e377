import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FinishedProbe } from '../../../protocol/probeProcess.ts';
import type { ProviderName } from '../../../protocol/types.ts';
import { computeProbe } from './computeProbe.ts';
import { formatComputed, type StartProbe } from './finishedProbe.ts';
import { forkProbe } from './forkProbe.ts';
import { askHost, hostOfThisProcess } from './hostProbe.ts';

/** The way that fits this process. */
export const startProbe: StartProbe = (provider) => {
  const host = hostOfThisProcess();
  if (host) return askHost(host, provider);
  const script = builtScript();
  return script === undefined ? probeHere(provider) : forkProbe(script)(provider);
};

/** Beside the program, or beside the folder with the parts that its entries share. */
function builtScript(): string | undefined {
  const places = [import.meta.dirname, join(import.meta.dirname, '..')].map((folder) => join(folder, 'probe.js'));
  return places.find((place) => existsSync(place));
}

/** Run from its sources, as the tests do, the program has no script to start. */
async function probeHere(provider: ProviderName): Promise<FinishedProbe> {
  return { output: formatComputed(await computeProbe(provider, 'fatal')), errors: '', how: 'ended with code 0' };
}
