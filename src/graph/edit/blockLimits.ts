import { DEEPEST } from '../blocks/tree.ts';
import { LIMITS } from '../workflow/counts.ts';

export const TOO_MANY_BLOCKS = `A workflow can have ${LIMITS.blocks.toLocaleString('en')} blocks at most.`;
export const TOO_DEEP = `Blocks can be nested ${DEEPEST} deep.`;
