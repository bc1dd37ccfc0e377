import { fileURLToPath } from 'node:url';
import { findFaults } from './layers/findFaults.mjs';
import { readModules } from './layers/readModules.mjs';

const modules = readModules(fileURLToPath(new URL('..', import.meta.url)), ['src', 'nodes']);
const faults = findFaults(modules);

for (const fault of faults) console.error(fault);
console.log(
  faults.length > 0 ? `${faults.length} faults in the layers` : `The layers hold in ${modules.length} modules.`,
);
process.exit(faults.length > 0 ? 1 : 0);
