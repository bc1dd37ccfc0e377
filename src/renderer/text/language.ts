/** What a function of the table may be given. */
type Values = readonly never[];

/** The shape of a table, whatever its texts say. */
export type Widened<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

/** A table of which anything may be missing. */
export type Language<T> = T extends string | ((...values: Values) => string)
  ? T
  : { readonly [K in keyof T]?: Language<T[K]> };
