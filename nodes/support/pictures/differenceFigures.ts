import type { PictureDifference } from '../../../src/images/pictureDifference.ts';
import { formatNumber } from '../reports/formatNumber.ts';

/** How far two pictures are apart, for a table: of 255, and in decibels or the word "equal". */
export function differenceFigures({ absolute, psnr }: PictureDifference): [number | string, number | string] {
  return [formatNumber(255 * absolute), psnr === Number.POSITIVE_INFINITY ? 'equal' : formatNumber(psnr)];
}
