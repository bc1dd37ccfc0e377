import { availableParallelism } from 'node:os';
import { readMaker } from '../maker.ts';
import { describeMachine } from '../providers/machine.ts';
import { availableCodecs } from '../video/availableCodecs.ts';

/**
 * What results on this machine depend on besides their content keys: the program's code, the processor and how much of it is ours,
 * graphics and drivers, and what reads films. Where any of it changes, all is computed anew.
 */
export async function readLocalMaker(): Promise<string> {
  const parts = [readMaker(), describeMachine(), availableCodecs.encodings()] as const;
  const [maker, machine, films] = await Promise.all(parts);
  return [maker, machine, films.join(), `${availableParallelism()} cores`].join('\n');
}
