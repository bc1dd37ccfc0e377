import type { Picture, RunEvent } from '../graph/events.ts';

type PictureSize = Omit<Picture, 'rgba'>;

/** An event for a line of JSON: pictures keep their size and lose their pixels. */
export function plainEvent(event: RunEvent): unknown {
  if (event.type === 'progress' && event.preview) return { ...event, preview: size(event.preview) };
  if (event.type === 'finished' && event.pictures) return { ...event, pictures: event.pictures.map(size) };
  return event;
}

function size({ rgba: _, ...rest }: Picture): PictureSize {
  return rest;
}
