/** A Chromium for the tests, or undefined when there is none. */
export function findChromium(): string | undefined;
