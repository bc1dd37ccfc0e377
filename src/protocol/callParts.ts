import { z } from 'zod';

/** What each call of a table takes, checked wherever a message comes in. */
export type SchemasOf<Table> = {
  readonly [N in keyof Table]: Table[N] extends { readonly arguments: infer Taken } ? z.ZodType<Taken> : never;
};

export const nothing = z.record(z.string(), z.never());
export const id = z.string().min(1).max(200);
export const path = z.string().min(1).max(4096);
