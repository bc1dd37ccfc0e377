import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import type { ImageService } from '../../graph/context.ts';
import { toPicture } from '../../graph/picture.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { decodeJpeg, isJpeg } from './decodeJpeg.ts';
import { decodePng } from './decodePng.ts';
import { decodeWebp, isWebp } from './decodeWebp.ts';
import { encodeGif } from './encodeGif.ts';
import { type Pixels, pixelsToTensor, tensorToRgb } from './pixels.ts';
import { isPng } from './pngChunks.ts';
import { asciiJson, workflowKeyword } from './pngWorkflow.ts';

const jpegQuality = 92;

/** @param workflow text of the workflow file that saved PNGs carry; without it they carry none. */
export function createImageService(workflow?: string): ImageService {
  const carried = workflow === undefined ? undefined : { [workflowKeyword]: asciiJson(workflow) };
  return {
    decode: async (bytes, path) => pixelsToTensor(await decodeAny(bytes, path)),
    encode: async (image, format) => (format === 'png' ? toPng(image, carried) : toJpeg(image)),
    animate: async (frames, framesPerSecond, loop) => encodeGif(frames, framesPerSecond, loop),
  };
}

/** What a file is, is told by its first bytes: names lie. */
async function decodeAny(bytes: Uint8Array, path: string): Promise<Pixels> {
  if (isPng(bytes)) return decodePng(bytes, path);
  if (isJpeg(bytes)) return decodeJpeg(bytes, path);
  if (isWebp(bytes)) return decodeWebp(bytes, path);
  throw new ArcspaceError(
    'unknown-image',
    bytes.length === 0 ? `The file "${path}" is empty.` : `"${path}" is no picture that Arcspace reads.`,
    'Use PNG, JPEG or WebP.',
    { file: path },
  );
}

function toPng(image: Tensor, text: Record<string, string> | undefined): Uint8Array {
  const [, , height = 0, width = 0] = image.shape;
  return encodePng({ width, height, channels: 3, depth: 8, data: tensorToRgb(image), ...(text && { text }) });
}

function toJpeg(image: Tensor): Uint8Array {
  const { width, height, rgba } = toPicture(image);
  return new Uint8Array(encodeJpeg({ width, height, data: new Uint8Array(rgba) }, jpegQuality).data);
}
