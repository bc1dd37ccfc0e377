import { z } from 'zod';
import type { PictureSize } from '../../../src/graph/context.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(8192)
    .default(0)
    .describe(
      `${name} to bring pictures to, in pixels. 0 keeps it, or follows the other side; with both given, what stands out is cut off.`,
    )
    .meta({ unit: 'px', step: 8, zero: 'auto' });

export const sizeParameters = { width: side('Width'), height: side('Height') };

/** What a person asks for: 0 follows the other side. */
export type AskedSize = PictureSize;

/** The size to which a picture is scaled: with both sides asked for, it covers them, and what stands out is cut off. */
export function scaledSize(picture: PictureSize, asked: AskedSize): PictureSize {
  const { width, height } = asked;
  if (width === 0) return { width: Math.max(1, Math.round((picture.width * height) / picture.height)), height };
  if (height === 0) return { width, height: Math.max(1, Math.round((picture.height * width) / picture.width)) };
  const factor = Math.max(width / picture.width, height / picture.height);
  return {
    width: Math.max(width, Math.round(picture.width * factor)),
    height: Math.max(height, Math.round(picture.height * factor)),
  };
}

/** "128 x 96 px" */
export function pictureSize({ shape }: Tensor): string {
  return `${shape[3] ?? 0} x ${shape[2] ?? 0} px`;
}
