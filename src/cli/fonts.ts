import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** A font for a set of signs. */
export interface Font {
  readonly subset: string;
  readonly bytes: Uint8Array;
}

/** Inter, which comes with the program. */
export function readFonts(): Promise<Font[]> {
  return Promise.all(['latin', 'latin-ext', 'greek'].map(readFont));
}

async function readFont(subset: string): Promise<Font> {
  const file = `@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`;
  return { subset, bytes: await readFile(resolve(file)) };
}
