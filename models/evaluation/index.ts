import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { programFolder } from '../../src/host/programFolder.ts';
import { cardOf } from './card.ts';
import { attributeArithmetic } from './measures/attributes.ts';
import { disentanglement } from './measures/disentanglement.ts';
import { leakageOfStyles } from './measures/leakage.ts';
import { paths } from './measures/paths.ts';
import { promptedFactors } from './measures/prompts.ts';
import { reconstruction } from './measures/reconstruction.ts';
import { speed } from './measures/speed.ts';
import { styleTransfer } from './measures/style.ts';
import { writePictures } from './pictures.ts';
import { openProbe } from './probe.ts';
import type { Section, Tools } from './section.ts';
import { openWorkbench } from './workbench.ts';

// npm run evaluate -- [PART ...] [--folder FOLDER] [--count N] [--out FILE] [--pictures FOLDER]
// FOLDER holds `models`, as the training leaves it; the program's own otherwise. Without --out the card is printed.
// --pictures draws a sheet of prompts and a sum of pictures instead of measuring, unless a PART is named too.

const parts: Readonly<Record<string, (tools: Tools) => Promise<Section | readonly Section[]>>> = {
  reconstruction,
  prompts: promptedFactors,
  attributes: attributeArithmetic,
  leakage: leakageOfStyles,
  style: styleTransfer,
  paths,
  disentanglement,
  speed,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    count: { type: 'string' },
    out: { type: 'string' },
    pictures: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const folder = resolve(values.folder ?? programFolder());
const workbench = openWorkbench(folder);
try {
  if (values.pictures) await writePictures(workbench, resolve(values.pictures));
  if (values.pictures === undefined || positionals.length > 0) await measureAll();
} finally {
  await workbench.close();
}

async function measureAll(): Promise<void> {
  const tools = {
    workbench,
    probe: await openProbe(join(programFolder(), 'models/evaluation/probe')),
    count: Number(values.count ?? 24),
  };
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    console.error(`measuring: ${name}`);
    sections.push(...[await measure(tools)].flat());
  }
  if (values.out) writeFileSync(values.out, cardOf(sections));
  else process.stdout.write(cardOf(sections));
}
