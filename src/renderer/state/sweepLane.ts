/** The lane of the cells of a sweep: other runs go on beside them. */
export const SWEEP_LANE = 'sweep';
