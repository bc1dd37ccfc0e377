import type { Decoding, ImageService } from '../../graph/context.ts';
import { paced } from '../../graph/paced.ts';
import { asciiJson } from '../../graph/png/asciiJson.ts';
import { workflowKeyword } from '../../graph/png/pngText.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { abandonable, pausing } from '../run/pausing.ts';
import { decodePicture } from './decodePicture.ts';
import { encodeGif } from './encodeGif.ts';
import { encodeJpeg } from './encodeJpeg.ts';
import { encodePng } from './encodePng.ts';
import { readHeader } from './formats/readHeader.ts';
import { resizedTensor, roomFor, wholeTensor } from './pictureTensor.ts';

/** @param workflow text of the workflow file that saved PNGs carry; without it they carry none. */
export function createImageService(workflow?: string): ImageService {
  const carried = workflow === undefined ? undefined : ([workflowKeyword, asciiJson(workflow)] as const);
  return {
    decode,
    encode: (image, format, { workflow: wanted = true, signal } = {}) =>
      format === 'jpeg' ? encodeJpeg(image, signal) : encodePng(image, wanted ? carried : undefined, signal),
    animate: (frames, pace, signal) => paced(encodeGif(frames, pace), { pause: pausing(signal) }),
  };
}

async function decode(bytes: Uint8Array, path: string, decoding: Decoding = {}): Promise<Tensor> {
  const { signal, warn, resize } = decoding;
  const header = await abandonable(readHeader(bytes, path), signal);
  if (header.warning !== undefined) warn?.(header.warning);
  const whole = !resize && !header.deep;
  let room: Float32Array | undefined;
  const decoded = decodePicture(header, path, () => {
    if (whole) room = roomFor(header.sizes);
  });
  // A cancelled decoder works on to its end, and then gives its memory back.
  const picture = await abandonable(decoded, signal, ({ close }) => close());
  try {
    if (whole) return await wholeTensor(picture, room, signal);
    return await resizedTensor(picture, resize?.(picture) ?? picture, signal);
  } finally {
    picture.close();
  }
}
