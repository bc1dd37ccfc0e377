import { expect, test } from 'vitest';
import { paintedPicture } from '../testing/paintedPicture.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createPictureFiles, pictureName } from './pictureFiles.ts';

const folder = temporaryFolder();

test('a file that somebody is about to add stays until it is released, whatever is removed', async () => {
  const files = createPictureFiles(folder.path);
  const picture = paintedPicture(1);
  const name = pictureName(picture, 0);
  await files.put(name, picture, 0);
  files.release(name);
  const size = await files.put(name, picture, 0);
  await files.remove([name]);
  await files.keepOnly(new Set(), { from: 0, until: Number.POSITIVE_INFINITY });
  expect(await files.sizeOf(name)).toBe(size);
  files.release(name);
  await files.remove([name]);
  expect(await files.sizeOf(name)).toBeUndefined();
});
