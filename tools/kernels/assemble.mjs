import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';

// Run after a change of simd.wat: node tools/kernels/assemble.mjs
const folder = fileURLToPath(new URL('../../src/geometry/kernels/', import.meta.url));
const lines = (await compile(`${folder}simd.wat`)).toString('hex').match(/.{1,114}/g);
const text = lines.map((line) => `  '${line}'`).join(' +\n');
writeFileSync(
  `${folder}simdBytes.ts`,
  `/** simd.wat, compiled by tools/kernels/assemble.mjs, in hexadecimal digits. */\nexport const simdBytes =\n${text};\n`,
);
