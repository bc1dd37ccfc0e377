import { availableParallelism, cpus, loadavg } from 'node:os';
import { programFolder } from '../src/host/programFolder.ts';
import { canvas } from './canvas.ts';
import { commandLine } from './commandLine.ts';
import { engineOverhead } from './engineOverhead.ts';
import { geometry } from './geometry/geometry.ts';
import { measureGpu } from './gpu/measureGpu.ts';
import { startHost } from './host.ts';
import { markdown, type Row } from './measure.ts';
import { memory } from './memory.ts';
import { opening } from './opening.ts';
import { openBrowser } from './page.ts';
import { pictures, READ_ONE, readOne } from './pictures.ts';
import { queueCosts } from './queue.ts';
import { beside } from './realSize/beside.ts';
import { loraCost } from './realSize/lora.ts';
import { BY_TURNS, type By, computeAtOnce, computeByTurns, ONE_PART, type PartName } from './realSize/onePart.ts';
import { checkpoint, realSize, realSizes } from './realSize/realSize.ts';
import { seams } from './realSize/seams.ts';
import { sliders } from './slider.ts';
import { sweep } from './sweep.ts';
import { switches } from './switches.ts';

const program = programFolder();
const rows: Row[] = [];
/** Parts named on the command line; all when none is. */
const wanted = process.argv.slice(2);
/** Parts that take a running host. */
const hosted = ['memory', 'slider', 'canvas', 'opening'];

async function part(name: string, measure: () => Promise<Row[]> | Row[]): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  process.stderr.write(`measuring: ${name}\n`);
  rows.push(...(await measure()));
}

/** A folder in REAL_MODELS keeps it. */
function keptCheckpoint(): string {
  if (!process.env.REAL_MODELS) throw new Error('REAL_MODELS names no folder for the checkpoint');
  return checkpoint(program, process.env.REAL_MODELS, 'sd15');
}

async function measureHosted(): Promise<void> {
  const host = await startHost(program);
  const browser = await openBrowser();
  try {
    await part('memory', () => memory(program, host));
    if (browser) {
      await part('slider', () => sliders(browser, host));
      await part('canvas', () => canvas(browser, host));
      await part('opening', () => opening(browser, host));
    } else {
      console.log(
        'The editor is not measured: there is no Chromium. Install the package chromium, or name one in CHROMIUM.',
      );
    }
  } finally {
    await browser?.close();
    await host.stop();
  }
}

async function measureAll(): Promise<void> {
  const [load = 0] = loadavg();
  if (load > availableParallelism() / 2) {
    console.log(`Others keep this machine busy (load ${load.toFixed(1)}): only ratios hold.\n`);
  }
  await part('engine', async () => [await engineOverhead(program)]);
  // By name only: each takes minutes and gigabytes.
  for (const [name, measured] of Object.entries(realSizes)) {
    if (wanted.includes(name)) await part(name, () => realSize(program, measured));
  }
  if (wanted.includes('seams'))
    await part('seams', async () => [await seams(keptCheckpoint(), Number(process.env.SEAMS_SIZE ?? 1024))]);
  if (wanted.includes('lora')) await part('lora', () => loraCost(keptCheckpoint()));
  if (wanted.includes('beside')) await part('beside', () => beside(program));
  await part('sweep', async () => [await sweep(program)]);
  await part('queue', queueCosts);
  await part('geometry', geometry);
  await part('pictures', () => pictures(program));
  await part('cli', () => [commandLine(program)]);
  await part('switches', async () => [await switches(program)]);
  if (wanted.length === 0 || wanted.some((name) => hosted.includes(name))) await measureHosted();
  console.log(`Node.js ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model.trim()}, medians\n`);
  console.log(markdown(rows));
}

const [first, file = '', width = '', ...more] = wanted;
if (first === READ_ONE) console.log(JSON.stringify(await readOne(program, file, Number(width))));
else if (first === ONE_PART) {
  const [model = '', size = '', times] = more;
  const asked = { part: width as PartName, file: model, size: Number(size) };
  await (file === BY_TURNS
    ? computeByTurns(asked, Number(times))
    : computeAtOnce({ ...asked, by: file as By }, Number(times)));
} else if (wanted.includes('--gpu')) await measureGpu(program, wanted);
else await measureAll();
