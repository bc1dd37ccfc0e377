/** Of `buttons`: the other end of a pen (W3C Pointer Events, chorded button interactions). */
const ERASER = 32;

/** Whether a pen was put down by its eraser. */
export function isEraserEnd({ pointerType, buttons }: Pick<PointerEvent, 'pointerType' | 'buttons'>): boolean {
  return pointerType === 'pen' && (buttons & ERASER) !== 0;
}
