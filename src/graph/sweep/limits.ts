/** Of a sweep, and so of one axis. */
export const mostCells = 10_000;

/** Axes of a sweep. */
export const mostAxes = 6;
