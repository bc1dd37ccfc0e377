import type { Context, Decoding } from '../../../src/graph/context.ts';
import { centreCropped } from '../../../src/images/resample.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { finish } from '../../../src/tensor/work.ts';
import { type AskedSize, scaledSize } from './pictureSize.ts';

type Reader = Pick<Context, 'files' | 'images'> & Pick<Decoding, 'signal' | 'warn'>;

/** The picture of a file, [1, 3, H, W], at the size that a person asked for. */
export async function readPicture(
  path: string,
  asked: AskedSize,
  { files, images, ...reader }: Reader,
): Promise<Tensor> {
  const { width, height } = asked;
  const picture = await images.decode(await files.read(path), path, {
    ...decodingFor(reader),
    ...((width > 0 || height > 0) && { resize: (size) => scaledSize(size, asked) }),
  });
  return width > 0 && height > 0 ? finish(centreCropped(picture, width, height)) : picture;
}

function decodingFor({ signal, warn }: Pick<Decoding, 'signal' | 'warn'>): Decoding {
  return { ...(signal && { signal }), ...(warn && { warn }) };
}
