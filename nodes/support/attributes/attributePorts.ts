import { port } from '../../../src/graph/port.ts';

const EXAMPLE = 'images/sets/night';

/** The two sides of attributes: sets of pictures with them and without. */
export const attributePorts = <const Most extends number>(about: readonly [string, string], max: Most) => ({
  positive: port('image_set', about[0], { repeat: { min: 1, max }, suggests: { folder: `${EXAMPLE}/plus` } }),
  negative: port('image_set', about[1], { repeat: { min: 1, max }, suggests: { folder: `${EXAMPLE}/minus` } }),
});
