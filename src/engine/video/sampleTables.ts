import type { ByteSource } from '../../graph/animations/byteSource.ts';
import { type Box, boxesIn } from '../../graph/animations/isoBoxes.ts';
import { lettersAt, viewOf } from '../../tensor/bytes.ts';

/** Boxes that lead to the tables of samples. */
const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);

/** Of a film of two days at a hundred frames a second. */
const mostSamples = 20_000_000;
/** Of a film in fragments, which has some for each second. */
const mostBoxes = 1_000_000;
/** Samples in one run of a fragment. */
const mostInRun = 1_000_000;

/**
 * Whether the tables of an MP4 or MOV film count no more samples than a film has. A table of a few bytes can promise billions, and
 * mediabunny 1.61 goes through all of them before it lets go of the thread. Of any other file it is true.
 */
export async function countsAreSound(file: ByteSource): Promise<boolean> {
  if (!/^(?:ftyp|moov|mdat|free|wide|skip)$/.test(lettersAt(await file.at(4, 4), 0))) return true;
  return areSound(file, 0, file.size, { boxes: mostBoxes });
}

async function areSound(file: ByteSource, from: number, to: number, left: { boxes: number }): Promise<boolean> {
  const sums = new Map<string, number>();
  for await (const box of boxesIn(file, from, to)) {
    if (--left.boxes < 0) return false;
    const { type, begin, end } = box;
    if (containers.has(type) && !(await areSound(file, begin, end, left))) return false;
    if (type === 'stts' || type === 'ctts') sums.set(type, await sumOfRuns(file, box));
    if (type === 'stsz' && !(await sizesFit(file, box))) return false;
    if (type === 'trun' && (await numberAt(file, begin + 4)) > mostInRun) return false;
  }
  // Only where times of showing are given are samples listed one by one: sound that is not compressed has one for each amplitude.
  return !sums.has('ctts') || [...sums.values()].every((sum) => sum <= mostSamples);
}

/** Entries of eight bytes, each of which begins with a number of samples. */
async function sumOfRuns(file: ByteSource, { begin, end }: Box): Promise<number> {
  const entries = Math.min(await numberAt(file, begin + 4), Math.floor((end - begin) / 8));
  if (entries > mostSamples) return entries;
  const table = viewOf(await file.at(begin + 8, 8 * entries));
  let sum = 0;
  for (let at = 0; at + 4 <= table.byteLength; at += 8) sum += table.getUint32(at);
  return sum;
}

/** Whether a list of sizes is as long as it says; where all samples have one size there is none. */
async function sizesFit(file: ByteSource, { begin, end }: Box): Promise<boolean> {
  if ((await numberAt(file, begin + 4)) !== 0) return true;
  return 4 * (await numberAt(file, begin + 8)) <= end - begin;
}

async function numberAt(file: ByteSource, position: number): Promise<number> {
  const bytes = await file.at(position, 4);
  return bytes.length === 4 ? viewOf(bytes).getUint32(0) : 0;
}
