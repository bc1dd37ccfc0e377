import type { Entry } from '../../protocol/types.ts';

/** The example that a first start opens. */
export function isFirstExample(entry: Entry): boolean {
  return entry.kind === 'example' && entry.path.includes('text-to-image');
}
