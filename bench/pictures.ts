import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createImageService } from '../src/engine/images/imageService.ts';
import type { Row } from './measure.ts';

const [WIDTH, HEIGHT] = [6000, 4000];
const SECONDS = 1;
/** Bytes at the peak for each byte of the picture as RGBA. */
const BYTES = 3;

/** The first word of the command line of the process in which a picture is read. */
export const READ_ONE = 'read-one';

/** A JPEG of 24 megapixels, read in a process of its own: what it takes, beside the float32 numbers that come out of it. */
export async function pictures(program: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const file = join(folder, 'large.jpg');
  writeFileSync(file, await largeJpeg());
  const rows = [
    row(
      'A JPEG of 6000 x 4000, read at full size (288 MB of float32)',
      measure(program, file, WIDTH),
      WIDTH * HEIGHT * 12,
    ),
    row('The same, brought to a width of 512 as it is read', measure(program, file, 512), 0),
  ];
  rmSync(folder, { recursive: true });
  return rows;
}

interface Reading {
  readonly seconds: number;
  /** Bytes of memory above what the process had before. */
  readonly peak: number;
}

function row(what: string, { seconds, peak }: Reading, result: number): Row {
  const bytes = (peak - result) / (WIDTH * HEIGHT * 4);
  return {
    what,
    measured: `${seconds.toFixed(2)} s, ${(peak / 1e6).toFixed(0)} MB, ${bytes.toFixed(1)} bytes beside the result for each of RGBA`,
    target: `at most ${SECONDS} s and ${BYTES} bytes`,
    met: seconds <= SECONDS && bytes <= BYTES,
  };
}

function measure(program: string, file: string, width: number): Reading {
  const out = execFileSync(process.execPath, [join(program, 'out/bench/index.js'), READ_ONE, file, String(width)]);
  return JSON.parse(out.toString());
}

/** What the other process does: it reads a small picture, so that everything is loaded, and then the file. */
export async function readOne(program: string, file: string, width: number): Promise<Reading> {
  const images = createImageService();
  await images.decode(readFileSync(join(program, 'fixtures/pictures/plain.jpg')), 'plain.jpg');
  const bytes = readFileSync(file);
  const before = process.memoryUsage.rss();
  let peak = before;
  // The system's own high-water mark begins with that of the process before.
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const watch = setInterval(look, 2);
  const begun = performance.now();
  await images.decode(
    bytes,
    file,
    width === WIDTH ? {} : { resize: () => ({ width, height: Math.round((width * HEIGHT) / WIDTH) }) },
  );
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  look();
  return { seconds, peak: peak - before };
}

/** Slow waves and fine grain, about as hard to unpack as a photo. */
async function largeJpeg(): Promise<Uint8Array> {
  const area = WIDTH * HEIGHT;
  const data = Float32Array.from({ length: 3 * area }, (_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH) % HEIGHT];
    const grain = ((Math.imul(i, 2_654_435_761) >>> 24) - 128) / 1500;
    return 0.5 + 0.35 * Math.sin(x / 97 + y / 301 + Math.floor(i / area)) + grain;
  });
  return createImageService().encode({ data, shape: [1, 3, HEIGHT, WIDTH] }, 'jpeg');
}
