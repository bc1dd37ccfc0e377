import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createImageService } from './imageService.ts';
import { mutated, numbersFrom } from './testing/mutate.ts';

/** A few hundred each time; MUTATED_PICTURES=20000 for as many as one has time for, MUTATION_SEED for others. */
const count = Number(process.env.MUTATED_PICTURES ?? 400);
const seed = Number(process.env.MUTATION_SEED ?? 1);

const folder = join(import.meta.dirname, '../../../fixtures/pictures');
const names = readdirSync(folder).filter((name) => !/\.(json|py)$/.test(name));
const files = names.map((name) => new Uint8Array(readFileSync(join(folder, name))));
const images = createImageService();

test(`${count} damaged pictures open, or are refused with their name and what to do`, {
  timeout: 3_600_000,
}, async () => {
  const random = numbersFrom(seed);
  const any = () => Math.floor(random() * files.length);
  let [opened, slowest] = [0, 0];
  for (let i = 0; i < count; i++) {
    const bytes = mutated(files[any()] as Uint8Array, files[any()] as Uint8Array, random);
    const begun = performance.now();
    const result = await images.decode(bytes, 'a.jpg').catch((thrown: unknown) => thrown);
    slowest = Math.max(slowest, performance.now() - begun);
    if (result instanceof Error) {
      expect(result, `mutation ${i}`).toMatchObject({ name: 'ArcspaceError', place: { file: 'a.jpg' } });
      expect(result, `mutation ${i}`).toMatchObject({ remedy: expect.stringMatching(/\w/) });
    } else {
      opened++;
    }
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${opened} of ${count} opened; the slowest took ${slowest.toFixed(0)} ms; peak ${peak.toFixed(0)} MB`);
});
