/** A colour that nodes and groups are offered. Files may hold any other. */
export interface Swatch {
  readonly name: string;
  /** As files have it: the same in both themes, which each lay it on their own ground. */
  readonly color: string;
}

export const swatches = [
  { name: 'Red', color: '#c8524c' },
  { name: 'Orange', color: '#c97b3c' },
  { name: 'Yellow', color: '#b8962c' },
  { name: 'Green', color: '#5b9a4b' },
  { name: 'Teal', color: '#3d9a90' },
  { name: 'Blue', color: '#4a84c8' },
  { name: 'Purple', color: '#8a63c8' },
  { name: 'Pink', color: '#c05c9c' },
  { name: 'Grey', color: '#7d8490' },
] as const satisfies readonly Swatch[];

export type SwatchName = (typeof swatches)[number]['name'];

export function swatchColor(wanted: SwatchName): string | undefined {
  return swatches.find(({ name }) => name === wanted)?.color;
}
