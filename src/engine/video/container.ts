import { once } from '../once.ts';

/** Reads and writes the files that films are kept in. Loaded with the first film. */
export const container = once(() => import('mediabunny'));
