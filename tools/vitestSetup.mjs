import fc from 'fast-check';

// Everywhere else each run looks at new values; here a red run must be about the change.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_120 });
