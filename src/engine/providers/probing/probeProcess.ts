import { writeSync } from 'node:fs';
import type { ProviderName } from '../../../protocol/types.ts';
import { computeProbe } from './computeProbe.ts';
import { formatComputed } from './finishedProbe.ts';

/** A process of its own that tries one provider, because a damaged library kills whoever touches it. */
const computed = await computeProbe(process.argv[2] as ProviderName, 'warning');
writeSync(1, formatComputed(computed));
// Without the runtime's own clearing up, in which drivers are known to crash.
process.exit(0);
