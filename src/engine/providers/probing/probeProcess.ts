import { writeSync } from 'node:fs';
import type { ProviderName } from '../../../protocol/types.ts';
import { readableMessage } from '../../sessions/sessionErrors.ts';
import { computeProbe } from './computeProbe.ts';
import { computeSpeed } from './computeSpeed.ts';
import { formatComputed, formatSpeed } from './finishedProbe.ts';

/** A process of its own that tries one provider, because a damaged library kills whoever touches it. */
const provider = process.argv[2] as ProviderName;
const computed = await computeProbe(provider, 'warning');
writeSync(1, formatComputed(computed));
// CUDA is taken where it computes; the others have to be faster than the CPU.
if (computed.computes && provider !== 'cuda') writeSync(1, await speedLine());
// Without the runtime's own clearing up, in which drivers are known to crash.
process.exit(0);

async function speedLine(): Promise<string> {
  try {
    return formatSpeed(await computeSpeed(provider));
  } catch (thrown) {
    return formatComputed({ computes: false, reason: readableMessage(thrown) });
  }
}
