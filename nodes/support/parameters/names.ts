import { z } from 'zod';

/** Names of what several wires of an input carry, for reports. */
export function namesParameter(of: string) {
  return z.string().max(400).default('').describe(`Names of the ${of} in their order, with commas between.`);
}

/** The names that a text gives, and "kind 3" where it gives none. */
export function namesFrom(text: string, count: number, kind: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  return Array.from({ length: count }, (_, index) => names[index] || `${kind} ${index + 1}`);
}
