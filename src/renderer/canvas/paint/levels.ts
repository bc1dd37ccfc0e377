/** Below this zoom fields are not painted and cannot be used. */
export const detailZoom = 0.5;

/** Below this zoom names would lie over each other, and are not painted either. */
export const namesZoom = 0.22;
