// node models/training/renderScenes.mjs --count N --side PIXELS --seed SEED --out FOLDER
// Writes pictures.u8 [N, side, side, 3] and factors.json: scenes drawn from a seed by the program's own renderer, on all cores.
import { once } from 'node:events';
import { openSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { withRenderer } from './renderer.mjs';

const AT_ONCE = 64;

if (isMainThread) await renderAll();
else await renderParts();

async function renderAll() {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, side: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  });
  const [count, side, seed] = [values.count, values.side, values.seed ?? '0'].map(Number);
  await withRenderer(async (renderer) => {
    const pictures = openSync(join(values.out, 'pictures.u8'), 'w');
    const factors = new Array(count);
    let [next, done] = [0, 0];
    const begun = Date.now();
    const work = async () => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { renderer, side, seed } });
      while (next < count) {
        const first = next;
        next = Math.min(count, first + AT_ONCE);
        const part = await asked(worker, { first, end: next });
        writeSync(pictures, part.pixels, 0, part.pixels.length, first * side * side * 3);
        for (const [index, each] of part.factors.entries()) factors[first + index] = each;
        done += part.factors.length;
        if (done % (AT_ONCE * 16) === 0) report(done, count, begun);
      }
      await worker.terminate();
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    writeFileSync(join(values.out, 'factors.json'), JSON.stringify(factors));
    report(count, count, begun);
  });
}

/** What a worker answers. A worker that breaks down rejects instead. */
async function asked(worker, part) {
  worker.postMessage(part);
  const [answer] = await once(worker, 'message');
  return answer;
}

async function renderParts() {
  const { renderer, side, seed } = workerData;
  const { drawFactors, renderScene, finish } = await import(renderer);
  parentPort.on('message', ({ first, end }) => {
    const pixels = new Uint8Array((end - first) * side * side * 3);
    const factors = [];
    for (let index = first; index < end; index++) {
      // Each picture has a seed of its own: the n-th of one seed would be drawn after all before it.
      const scene = drawFactors(seed * 10_000_019 + index, 0, {});
      const { data } = finish(
        renderScene(scene.factors, { width: side, height: side }, { variation: scene.variation }),
      );
      interleave(data, pixels, (index - first) * side * side * 3);
      factors.push(scene.factors);
    }
    parentPort.postMessage({ pixels, factors }, [pixels.buffer]);
  });
}

/** Planes in 0..1 -> red, green and blue bytes side by side. */
function interleave(planes, bytes, from) {
  const plane = planes.length / 3;
  for (let at = 0; at < plane; at++) {
    for (let channel = 0; channel < 3; channel++)
      bytes[from + 3 * at + channel] = Math.round(planes[channel * plane + at] * 255);
  }
}

function report(done, count, begun) {
  const seconds = (Date.now() - begun) / 1000;
  console.error(
    `${done} of ${count} scenes, ${Math.round(done / seconds)} a second, ${Math.round(((count - done) / done) * seconds)} s left`,
  );
}
