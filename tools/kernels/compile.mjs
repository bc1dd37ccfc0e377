import { readFileSync } from 'node:fs';
import wabt from 'wabt';

/** The WebAssembly module that a text file describes. */
export async function compile(path) {
  const { parseWat } = await wabt();
  const parsed = parseWat(path, readFileSync(path, 'utf8'), { simd: true });
  try {
    parsed.validate();
    return Buffer.from(parsed.toBinary({}).buffer);
  } finally {
    parsed.destroy();
  }
}
