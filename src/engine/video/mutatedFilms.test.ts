import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { animationFolder } from '../animations/testing/knownAnimations.ts';
import { mutated, numbersFrom } from '../images/testing/mutate.ts';
import { availableCodecs } from './availableCodecs.ts';
import { filmWorkshop } from './testing/filmWorkshop.ts';
import { filmFolder } from './testing/knownFilm.ts';

/** Some hundred each time; MUTATED_FILMS=2000 for as many as one has time for, MUTATION_SEED for others. */
const count = Number(process.env.MUTATED_FILMS ?? 300);
const seed = Number(process.env.MUTATION_SEED ?? 1);
/** Frames that are read of each: the first, and some that have to be looked for. */
const places = [0, 1, 0.5, 0.9];

const files = [filmFolder, animationFolder].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !/\.(json|py)$/.test(name))
    .map((name) => new Uint8Array(readFileSync(join(folder, name)))),
);

test(`${count} damaged films are read, or refused with their name and what to do`, {
  timeout: 3_600_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arcspace-films-'));
  const random = numbersFrom(seed);
  const any = () => Math.floor(random() * files.length);
  let [opened, slowest] = [0, 0];
  try {
    for (let i = 0; i < count; i++) {
      await writeFile(join(folder, 'a.mp4'), mutated(files[any()] as Uint8Array, files[any()] as Uint8Array, random));
      const begun = performance.now();
      const result = await readSome(folder).catch((thrown: unknown) => thrown);
      slowest = Math.max(slowest, performance.now() - begun);
      if (result instanceof Error) {
        expect(result, `mutation ${i}: ${result.stack}`).toMatchObject({ name: 'ArcspaceError' });
        expect(result, `mutation ${i}`).toMatchObject({ remedy: expect.stringMatching(/\w/) });
      } else {
        opened++;
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${opened} of ${count} were read; the slowest took ${slowest.toFixed(0)} ms; peak ${peak.toFixed(0)} MB`);
});

async function readSome(folder: string): Promise<void> {
  const film = await filmWorkshop(folder, availableCodecs).open('a.mp4');
  for (const place of places) {
    const index = place < 1 ? Math.floor(place * film.times.length) : place;
    const frame = await film.read(Math.min(index, film.times.length - 1));
    expect(frame.shape).toEqual([1, 3, film.height, film.width]);
  }
}
