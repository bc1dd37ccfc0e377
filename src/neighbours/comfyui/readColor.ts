import { type SwatchName, swatchColor } from '../../graph/workflow/swatches.ts';
import { type Json, textOf } from './reading.ts';

/** The colours that ComfyUI's menu offers, by what it writes for the body of a node: ours that are nearest to their names. */
const offered: Readonly<Record<string, SwatchName>> = {
  '#553333': 'Red',
  '#593930': 'Orange',
  '#335533': 'Green',
  '#333355': 'Blue',
  '#3f5159': 'Blue',
  '#335555': 'Teal',
  '#553355': 'Purple',
  '#665533': 'Yellow',
  '#000000': 'Grey',
};

/** "#3f789e" of "#3F789E" or of a short "#fa3"; undefined for anything else. */
export function readColor(value: unknown): string | undefined {
  const color = textOf(value)
    ?.toLowerCase()
    .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  return color !== undefined && /^#[0-9a-f]{6}$/.test(color) ? color : undefined;
}

/** The colour of a node: that of its body, or else of its header. */
export function nodeColor({ color, bgcolor }: Json): string | undefined {
  const found = readColor(bgcolor) ?? readColor(color);
  const name = found && offered[found];
  return name ? swatchColor(name) : found;
}
