import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CellPicture } from '../state/jobs/cellPicture.ts';
import { mapPlaces } from './padMap.ts';

function Tile({ picture }: { readonly picture: CellPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = picture.bitmap.width;
    element.height = picture.bitmap.height;
    element.getContext('2d')?.drawImage(picture.bitmap, 0, 0);
  }, [picture]);
  return <canvas ref={canvas} />;
}

/** Small pictures of a pad's places, each where it lies; those at the edge have the corners in their middle. */
export function PadMap({ pictures }: { readonly pictures: ReadonlyMap<number, CellPicture> }) {
  return (
    <div class="pad-map" aria-hidden="true" data-testid="pad-map" data-painted={pictures.size}>
      {mapPlaces.map((place, index) => {
        const picture = pictures.get(index);
        return (
          <span key={place.join()} class="pad-tile">
            {picture && <Tile picture={picture} />}
          </span>
        );
      })}
    </div>
  );
}
