import { totalmem } from 'node:os';
import type { ProviderName } from '../../protocol/types.ts';
import { once } from '../once.ts';
import { nvidiaMemory } from '../providers/nvidia.ts';

const gigabyte = 2 ** 30;

/** Of a card's memory, for weights; the rest is for what flows between them. */
const shareOfCard = 0.7;

/** Bytes for a card that cannot be asked: most have as much, and what is too much frees itself. */
const usualCard = 8 * gigabyte;

/** Bytes that the process may use, which can be less than the machine has. */
export function memoryOfMachine(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/** Bytes of weights that stay open on the processor: half of the memory. */
export function processorBudget(machine = memoryOfMachine()): number {
  return machine / 2;
}

/** Asked once: it takes a while. */
const firstCard = once(nvidiaMemory);

/**
 * Bytes of weights that stay open on what computes.
 * @param card asks for the bytes of the first NVIDIA card.
 */
export async function sessionBudget(
  provider: ProviderName,
  machine = memoryOfMachine(),
  card: () => Promise<number | undefined> = firstCard,
): Promise<number> {
  if (provider === 'cuda') return shareOfCard * ((await card()) ?? usualCard);
  // Core ML computes in the memory of the machine.
  if (provider === 'cpu' || provider === 'coreml') return processorBudget(machine);
  return Math.min(processorBudget(machine), shareOfCard * usualCard);
}
