import type { Problem } from '../../../graph/problem.ts';
import type { Piece } from './pieces.ts';

/** What the worker answers to a text: the pieces of the workflow and then its warnings, or the problem with it. */
export type Answer =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'read'; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: Problem };
