import type { Problem } from '../../graph/problem.ts';
import type { Piece } from './pieces.ts';

/** What the worker answers: the pieces of the workflow and then its warnings, that there is none, or the problem with it. */
export type Answer =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'read'; readonly warnings: readonly string[]; readonly summary?: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly problem: Problem };
