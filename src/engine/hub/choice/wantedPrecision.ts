/** Weights in half precision where there are some, or in the precision that they were trained in. */
export type WantedPrecision = 'fp16' | 'fp32';
