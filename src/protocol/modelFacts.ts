import type { FoundNetwork } from './types.ts';

/** "float16", or where networks differ "float16, text_encoder_2 int8": that of the most bytes first. Empty where no file says it. */
export function precisionText(networks: readonly FoundNetwork[]): string {
  const sorted = [...networks].sort((a, b) => b.bytes - a.bytes);
  const most = sorted.find(({ precision }) => precision)?.precision;
  if (!most) return '';
  const others = sorted.filter(({ precision }) => precision && precision !== most);
  return [most, ...others.map(({ part, precision }) => `${part} ${precision}`)].join(', ');
}

/** "512 x 512", width first. */
export function sizeText([height, width]: readonly [height: number, width: number]): string {
  return `${width} x ${height}`;
}
