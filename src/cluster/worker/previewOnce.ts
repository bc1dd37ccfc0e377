import type { SlotProgress } from './slot.ts';

/** Passes each preview on once, although it is told with all that comes after it: it is large, and goes to another process. */
export function previewOnce(pass: (progress: SlotProgress) => void): (progress: SlotProgress) => void {
  let last: SlotProgress['preview'];
  return ({ preview, ...progress }) => {
    const isNew = preview !== last;
    last = preview;
    pass({ ...progress, ...(preview && isNew && { preview }) });
  };
}
