import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expectWholeProblems } from './wholeProblems.mjs';

// Everywhere else each run looks at new values; here a red run must be about the change.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_120 });

// Not among the user's own files.
process.env.ARCSPACE_CACHE ??= join(tmpdir(), 'arcspace-test-cache');
// Each test computes what it looks at, unless it says otherwise.
process.env.ARCSPACE_RESULTS ??= '';
process.env.XDG_DATA_HOME ??= join(tmpdir(), 'arcspace-test-data');
// Tests that open networks without the engine say nothing of them either.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

expectWholeProblems();
