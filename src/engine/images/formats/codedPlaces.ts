import { viewOf } from '../../../tensor/bytes.ts';

/** Where coded pictures begin in a file, as its `iloc` box says of its items (ISO/IEC 14496-12, 8.11.3). */
export function itemPlaces(iloc: Uint8Array): number[] {
  const read = numberReader(iloc);
  const version = read(1);
  read(3);
  const [offsetSize, lengthSize] = halves(read(1));
  const [baseSize, indexSize] = halves(read(1));
  const count = read(version < 2 ? 2 : 4);
  const places: number[] = [];
  for (let item = 0; item < count && !read.ended(); item++) {
    read(version < 2 ? 2 : 4);
    read(version > 0 ? 4 : 2);
    const base = read(baseSize);
    const extents = read(2);
    for (let extent = 0; extent < extents && !read.ended(); extent++) {
      if (version > 0) read(indexSize);
      const offset = read(offsetSize);
      read(lengthSize);
      if (extent === 0) places.push(base + offset);
    }
  }
  return places;
}

/** Where the pieces of a sequence begin, as its `stco` box says (8.7.5). */
export function chunkPlaces(stco: Uint8Array): number[] {
  const read = numberReader(stco);
  read(4);
  const count = Math.min(read(4), stco.length / 4);
  return Array.from({ length: count }, () => read(4));
}

function halves(byte: number): [number, number] {
  return [byte >> 4, byte & 15];
}

/** Reads numbers of so many bytes one after the other; zeros behind the end. */
function numberReader(data: Uint8Array) {
  const view = viewOf(data);
  let at = 0;
  const read = (size: number) => {
    let value = 0;
    for (let i = 0; i < size; i++, at++) value = value * 256 + (at < data.length ? view.getUint8(at) : 0);
    return value;
  };
  return Object.assign(read, { ended: () => at >= data.length });
}
