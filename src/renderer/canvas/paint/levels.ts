/** From this zoom on fields are painted and can be used, however many nodes are in view. */
export const detailZoom = 0.5;

/** Down to this zoom they are where only a few nodes are in view. */
const detailZoomOfFew = 0.3;

/** More nodes than this cannot all be painted with everything on them in the time of a frame. */
const few = 150;

/** So many are only in view at once where they lie over each other, and are painted as bodies at any zoom. */
export const many = 1000;

/** Below this zoom names would lie over each other. */
export const namesZoom = 0.22;

/** More names than these, each in its node, take longer than a frame without a graphics card. */
const mostNames = 300;

/** Whether each node from afar has its name in it: others have names as on a map, as many as there is room for. */
export function isNamed(zoom: number, nodesInView: number): boolean {
  return zoom >= namesZoom && nodesInView <= mostNames;
}

/** Whether nodes have everything on them, or are only bodies with names. */
export function isDetailed(zoom: number, nodesInView: number): boolean {
  return (zoom >= detailZoom && nodesInView <= many) || (zoom >= detailZoomOfFew && nodesInView < few);
}

/** Texts keep at least this size on the screen while their rows have room for it. CSS pixels. */
const textSize = 6.5;
const titleSize = 9;

/** How much larger than life texts are written at a zoom. */
export function lettering(zoom: number): number {
  return Math.min(1.35, Math.max(1, textSize / 12 / zoom));
}

/** How much larger than life titles are written at a zoom, as far as the header has room. */
export function titleLettering(zoom: number): number {
  return Math.min(1.75, Math.max(1, titleSize / 12 / zoom));
}
