import type { SheetLayout, Size } from './layoutSheet.ts';

/** Pixels. */
export interface SheetLimits {
  readonly side: number;
  readonly pixels: number;
}

/** With pictures as large as they are, or as large as a sheet may be. */
export function fitLayout(natural: Size, limits: SheetLimits, layout: (cell: Size) => SheetLayout): SheetLayout {
  for (let scale = 1; ; scale *= 0.9) {
    const tried = layout({ width: natural.width * scale, height: natural.height * scale });
    const fits = Math.max(tried.width, tried.height) <= limits.side && tried.width * tried.height <= limits.pixels;
    if (fits || natural.width * scale < 1) return tried;
  }
}
