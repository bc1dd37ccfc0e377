import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import type { Decoding, ImageService } from '../../graph/context.ts';
import { toPicture } from '../../graph/picture.ts';
import { workflowKeyword } from '../../graph/png/pngText.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { asciiJson } from './asciiJson.ts';
import { decodePicture } from './decodePicture.ts';
import { encodeGif } from './encodeGif.ts';
import { readHeader } from './formats/readHeader.ts';
import { abandonable } from './pausing.ts';
import { resizedTensor, wholeTensor } from './pictureTensor.ts';
import { tensorToRgb } from './pixels.ts';

const jpegQuality = 92;

/** @param workflow text of the workflow file that saved PNGs carry; without it they carry none. */
export function createImageService(workflow?: string): ImageService {
  const carried = workflow === undefined ? undefined : { [workflowKeyword]: asciiJson(workflow) };
  return {
    decode,
    encode: async (image, format, options = { workflow: true }) =>
      format === 'jpeg' ? toJpeg(image) : toPng(image, options.workflow ? carried : undefined),
    animate: async (frames, framesPerSecond, loop) => encodeGif(frames, framesPerSecond, loop),
  };
}

async function decode(bytes: Uint8Array, path: string, decoding: Decoding = {}): Promise<Tensor> {
  const { signal, warn, resize } = decoding;
  const header = await abandonable(readHeader(bytes, path), signal);
  if (header.warning !== undefined) warn?.(header.warning);
  const decoded = decodePicture(header, path);
  // A cancelled decoder works on to its end, and then gives its memory back.
  const picture = await abandonable(decoded, signal, ({ close }) => close());
  try {
    if (!resize && !picture.deep) return await wholeTensor(picture, signal);
    return await resizedTensor(picture, resize?.(picture) ?? picture, signal);
  } finally {
    picture.close();
  }
}

function toPng(image: Tensor, text: Record<string, string> | undefined): Uint8Array {
  const [, , height = 0, width = 0] = image.shape;
  return encodePng({ width, height, channels: 3, depth: 8, data: tensorToRgb(image), ...(text && { text }) });
}

function toJpeg(image: Tensor): Uint8Array {
  const { width, height, rgba } = toPicture(image);
  return new Uint8Array(encodeJpeg({ width, height, data: new Uint8Array(rgba) }, jpegQuality).data);
}
