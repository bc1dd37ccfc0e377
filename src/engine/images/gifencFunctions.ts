import * as gifenc from 'gifenc';

// Node shows this package's functions on its default export, bundlers show them on the package itself.
export const { GIFEncoder, quantize, applyPalette } = gifenc.quantize === undefined ? gifenc.default : gifenc;
