import fc from 'fast-check';

// A mutant is dead at the first counterexample, however large, and lives or dies by the same values each time.
fc.configureGlobal({ seed: 20_261_120, endOnFailure: true });

// The thread is kept: what the last file left there must not be active while this one loads, nor count for it.
const stryker = globalThis.__stryker__;
stryker.activeMutant = undefined;
stryker.mutantCoverage = undefined;
