/**
 * For the environment of a process with an engine. The C library of Linux learns from the first large arrays that are freed to
 * keep such memory for later, and gives none of it back from then on. With a limit that is set, all of at least so many bytes
 * goes back at once (mallopt(3), M_MMAP_THRESHOLD).
 */
export const memoryGivenBack = { MALLOC_MMAP_THRESHOLD_: '65536' };
