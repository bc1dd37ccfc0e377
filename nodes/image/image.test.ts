import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/graph/report.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { scaleMethods } from '../../src/images/scaleMethods.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext, pictureFile } from '../testing/fakeContext.ts';
import { picturesOf } from '../testing/values.ts';

const image = async (type: string, inputs = {}, parameters = {}, context = fakeContext()) =>
  (await compute(type, inputs, parameters, context)).image as Tensor;

describe('load image', () => {
  const context = fakeContext({ 'a.png': pictureFile(40, 20, 0.5) });

  it.each([
    [{}, [1, 3, 20, 40]],
    [{ width: 20 }, [1, 3, 10, 20]],
    [{ height: 40 }, [1, 3, 40, 80]],
    [{ width: 16, height: 16 }, [1, 3, 16, 16]],
  ])('with %o has the shape %o', async (size, shape) => {
    expect((await image('load_image', {}, { path: 'a.png', ...size }, context)).shape).toEqual(shape);
  });

  it('that is not there fails with its name', async () => {
    await expect(image('load_image', {}, { path: 'b.png' }, context)).rejects.toMatchObject({
      place: { file: 'b.png' },
    });
  });
});

describe('load images', () => {
  const files = {
    'set/1.png': pictureFile(8, 8, 0),
    'set/2.png': pictureFile(8, 8, 1),
    'set/3.png': pictureFile(8, 8, 0.4),
  };

  it('makes one batch of a folder, in the order of the names', async () => {
    const set = await image('load_images', {}, { folder: 'set' }, fakeContext(files));
    expect(set.shape).toEqual([3, 3, 8, 8]);
    expect([set.data[0], set.data[192]]).toEqual([0, 1]);
  });

  it('reads only the first where there is a limit', async () => {
    expect((await image('load_images', {}, { folder: 'set', limit: 2 }, fakeContext(files))).shape[0]).toBe(2);
  });

  it('refuses an empty folder, and pictures of different sizes unless a size is given', async () => {
    await expect(image('load_images', {}, { folder: 'none' })).rejects.toThrow('contains no pictures');
    const mixed = { ...files, 'set/4.png': pictureFile(16, 8, 0) };
    await expect(image('load_images', {}, { folder: 'set' }, fakeContext(mixed))).rejects.toThrow(
      '"set/4.png" is 16 x 8 px, but "set/1.png" is 8 x 8 px.',
    );
    expect((await image('load_images', {}, { folder: 'set', width: 8, height: 8 }, fakeContext(mixed))).shape[0]).toBe(
      4,
    );
  });

  it('refuses a set that would fill the memory, and says what would fit', async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`set/${i}.png`, pictureFile(255, 255, 0)]));
    await expect(image('load_images', {}, { folder: 'set' }, fakeContext(many))).rejects.toMatchObject({
      code: 'too-large',
      remedy: expect.stringMatching(/at most 149 px, or a limit; or use an Image set node/),
    });
  });
});

describe('image set', () => {
  const files = { 'set/1.png': pictureFile(8, 8, 0), 'set/2.png': pictureFile(16, 8, 1) };

  it('reads a picture only when it is asked for', async () => {
    const reads: string[] = [];
    const given = fakeContext(files);
    const read = (path: string) => {
      reads.push(path);
      return given.files.read(path);
    };
    const context = { ...given, files: { ...given.files, read } };
    const { set, count } = await compute('image_set', {}, { folder: 'set', width: 4, height: 4 }, context);
    expect([count, (set as ImageSet).count, reads]).toEqual([2, 2, []]);
    expect((await (set as ImageSet).read(1)).shape).toEqual([1, 3, 4, 4]);
    expect(reads).toEqual(['set/2.png']);
  });

  it('refuses an empty folder, and takes only the first where there is a limit', async () => {
    await expect(compute('image_set', {}, { folder: 'none' })).rejects.toThrow('contains no pictures');
    expect((await compute('image_set', {}, { folder: 'set', limit: 1 }, fakeContext(files))).count).toBe(1);
  });
});

describe('image grid', () => {
  it('sets pictures row by row with gaps of the shade between', async () => {
    const sheet = await image(
      'image_grid',
      { images: [picturesOf([1, 0.5], 2, 2), picturesOf([0.25], 2, 2)] },
      { columns: 2, gap: 1, shade: 0 },
    );
    expect(sheet.shape).toEqual([1, 3, 5, 5]);
    const rows = Array.from({ length: 5 }, (_, y) => [...sheet.data.subarray(y * 5, y * 5 + 5)]);
    expect(rows).toEqual([
      [1, 1, 0, 0.5, 0.5],
      [1, 1, 0, 0.5, 0.5],
      [0, 0, 0, 0, 0],
      [0.25, 0.25, 0, 0, 0],
      [0.25, 0.25, 0, 0, 0],
    ]);
  });

  it('is about square by itself, and never wider than what there is', async () => {
    const nine = picturesOf(
      Array.from({ length: 9 }, () => 0),
      2,
      2,
    );
    expect((await image('image_grid', { images: [nine] }, { gap: 0 })).shape).toEqual([1, 3, 6, 6]);
    expect((await image('image_grid', { images: [picturesOf([0], 2, 2)] }, { columns: 5 })).shape).toEqual([
      1, 3, 2, 2,
    ]);
  });

  it('refuses pictures of different sizes and names both', async () => {
    const images = [picturesOf([0], 2, 2), picturesOf([0], 4, 2)];
    await expect(image('image_grid', { images })).rejects.toThrow('2 x 2 px and of 4 x 2 px');
  });
});

describe('compare images', () => {
  const compare = async (a: Tensor, b: Tensor) =>
    ((await compute('compare_images', { a, b })).report as Report).tables[0]?.rows;

  it('says how far two pictures are apart', async () => {
    expect(await compare(picturesOf([0.5]), picturesOf([0.4]))).toEqual([[1, 25.5, 20]]);
    expect(await compare(picturesOf([0.5]), picturesOf([0.5]))).toEqual([[1, 0, 'equal']]);
  });

  it('compares a batch with one picture pair by pair', async () => {
    expect(await compare(picturesOf([0.5, 0.4]), picturesOf([0.5]))).toHaveLength(2);
  });

  it('refuses pictures of different sizes', async () => {
    await expect(compare(picturesOf([0]), picturesOf([0], 8, 8))).rejects.toThrow(
      '"a" is 16 x 16 px, "b" is 8 x 8 px.',
    );
  });
});

it('compare images scales the second picture where it is told to', async () => {
  const [a, b] = [picturesOf([0.5]), picturesOf([0.5], 8, 8)];
  const found = await compute('compare_images', { a, b }, { sizes: 'scaled' });
  expect((found.b as Tensor).shape).toEqual(a.shape);
  expect((found.report as Report).tables[0]?.rows).toEqual([[1, 0, 'equal']]);
});

/** As Python computes round(w * sqrt(megapixels * 1024 * 1024 / (w * h)) / multiple) * multiple. */
it.each([
  [{}, 1024, 1024],
  [{ ratio: '16:9', megapixels: 0.4, multiple: 32 }, 864, 480],
  [{ ratio: '16:9', megapixels: 0.9, multiple: 8 }, 1296, 728],
  [{ ratio: '21:9', multiple: 16 }, 1568, 672],
  [{ ratio: '2:3', megapixels: 2, multiple: 8 }, 1184, 1776],
])('a picture size of %j is %i x %i', async (parameters, width, height) => {
  expect(await compute('picture_size', {}, parameters)).toEqual({ width, height });
});

describe('join images', () => {
  it('keeps the order, and brings all to the size of the first', async () => {
    const images = [picturesOf([0.2, 0.4]), picturesOf([0.6], 32, 8)];
    const { image } = await compute('join_images', { images });
    const { shape, data } = image as Tensor;
    expect(shape).toEqual([3, 3, 16, 16]);
    expect([0, 768, 1536].map((at) => data[at])).toEqual([0.2, 0.4, 0.6].map(Math.fround));
  });

  it('takes the middle of what has another shape', async () => {
    const ramp = { data: Float32Array.from({ length: 36 }, (_, at) => at % 6), shape: [1, 3, 2, 6] };
    const square = { data: new Float32Array(12), shape: [1, 3, 2, 2] };
    const image = (await compute('join_images', { images: [square, ramp] })).image as Tensor;
    expect(image.shape).toEqual([2, 3, 2, 2]);
    expect([...image.data.slice(12, 16)]).toEqual([2, 3, 2, 3]);
    const line = { data: new Float32Array(12), shape: [1, 3, 1, 4] };
    await expect(compute('join_images', { images: [square, line] })).rejects.toThrow('leaves nothing of it');
  });

  it('asks for room before it scales anything', async () => {
    const pause = () => Promise.reject(new Error('worked'));
    const large = { data: new Float32Array(0), shape: [1, 3, 8192, 8192] };
    const images = [large, picturesOf([0])];
    await expect(compute('join_images', { images }, {}, { ...fakeContext(), pause })).rejects.toThrow(
      'would take 1.5 GB',
    );
  });
});

describe('pick images', () => {
  const picked = async (parameters: object, inputs: object = {}) => {
    const image = picturesOf([0, 0.25, 0.5, 0.75]);
    const found = (await compute('pick_images', { image, ...inputs }, { ...parameters })).image as Tensor;
    return Array.from({ length: found.shape[0] as number }, (_, index) => found.data[index * 768]);
  };

  it.each([
    [{}, [0]],
    [{ skip: 1, count: 2 }, [0.25, 0.5]],
    [{ skip: 2, count: 4096 }, [0.5, 0.75]],
    [{ skip: 9, count: 3 }, [0.75]],
  ])('%j of four are %j', async (parameters, values) => {
    expect(await picked(parameters)).toEqual(values);
  });

  it('counts by wires, too, which bring whole numbers', async () => {
    expect(await picked({}, { skip: 3, count: 1 })).toEqual([0.75]);
    await expect(picked({}, { skip: -1 })).rejects.toThrow('no whole number from 0 up');
    await expect(picked({}, { count: 0.5 })).rejects.toThrow('no whole number from 1 up');
  });
});

describe('scale image', () => {
  const wide = picturesOf([0.5], 30, 20);

  it.each([
    [{ factor: 0.5 }, [1, 3, 10, 15]],
    // A half goes to the even number, as in Python.
    [{ factor: 0.15 }, [1, 3, 3, 4]],
    [{ size: 'exact', width: 16, height: 16 }, [1, 3, 16, 16]],
    [{ size: 'exact', width: 15, height: 0 }, [1, 3, 10, 15]],
    [{ size: 'megapixels', megapixels: 0.01, multiple: 16 }, [1, 3, 80, 128]],
    [{ size: 'longer', longer: 45 }, [1, 3, 30, 45]],
    // 20 / 30 * 7 is 4.67.
    [{ size: 'longer', longer: 7 }, [1, 3, 5, 7]],
  ])('told %o makes the shape %o', async (size, shape) => {
    expect((await image('scale_image', { image: wide }, size)).shape).toEqual(shape);
  });

  it.each([
    [{ size: 'exact' }, { width: 12, height: 8 }, [1, 3, 8, 12]],
    [{ size: 'longer' }, { longer: 15 }, [1, 3, 10, 15]],
    [{ size: 'factor' }, { factor: 2 }, [1, 3, 40, 60]],
  ])('told %o is told by wires, too: %o', async (size, wires, shape) => {
    expect((await image('scale_image', { image: wide, ...wires }, size)).shape).toEqual(shape);
  });

  it('refuses half pixels from wires', async () => {
    const told = image('scale_image', { image: wide, width: 7.5 }, { size: 'exact' });
    await expect(told).rejects.toThrow('"width" is 7.5, which is no whole number from 0 up');
  });

  it('cuts off what is too wide, or stretches the picture', async () => {
    const stripes = { ...wide, data: wide.data.map((_, index) => (Math.abs((index % 30) - 14.5) > 10 ? 1 : 0)) };
    const square = { size: 'exact', width: 20, height: 20, method: 'nearest-exact' };
    expect(Math.max(...(await image('scale_image', { image: stripes }, { ...square, crop: true })).data)).toBe(0);
    expect(Math.max(...(await image('scale_image', { image: stripes }, square)).data)).toBe(1);
  });

  it('refuses no size at all, and one that no memory holds', async () => {
    const told = (parameters: object) => image('scale_image', { image: wide }, parameters);
    await expect(told({ size: 'exact', width: 0, height: 0 })).rejects.toThrow('would have 0 x 0 pixels');
    await expect(told({ size: 'exact', width: 16_384, height: 16_384 })).rejects.toThrow('16384 x 16384 pixels');
    await expect(told({ factor: 0.01 })).rejects.toThrow('would have 0 x 0 pixels');
  });

  it('counts all pictures of a batch', async () => {
    const five = { data: new Float32Array(15), shape: [5, 3, 1, 1] };
    const told = { size: 'exact', width: 4096, height: 4096 };
    await expect(image('scale_image', { image: five }, told)).rejects.toMatchObject({
      code: 'invalid-size',
      message: 'The 5 new pictures would have 4096 x 4096 pixels each.',
      remedy: expect.stringContaining('fewer at a time'),
    });
  });

  it.each(scaleMethods)('refuses a crop that leaves nothing of the picture (%s)', async (method) => {
    const line = { data: new Float32Array(12).fill(0.5), shape: [1, 3, 1, 4] };
    const told = { size: 'exact', width: 1, height: 1, method };
    await expect(image('scale_image', { image: line }, { ...told, crop: true })).rejects.toMatchObject({
      code: 'invalid-size',
      message: expect.stringContaining('4 x 1 pixels to the shape of 1 x 1 leaves nothing'),
      remedy: expect.stringContaining('Turn the crop off'),
      place: { port: 'crop' },
    });
    expect([...(await image('scale_image', { image: line }, told)).data].every(Number.isFinite)).toBe(true);
  });

  it('repeated by a factor of 1 passes the picture on as it is', async () => {
    const same = await image('scale_image', { image: wide }, { factor: 1, method: 'nearest-exact' });
    expect(same.data).toEqual(wide.data);
  });
});

it('image size counts columns, rows and pictures', async () => {
  expect(await compute('image_size', { image: picturesOf([0, 1], 24, 16) })).toEqual({
    width: 24,
    height: 16,
    count: 2,
  });
});

it('inverted pictures are 1 minus what they were, each of a batch, as torch computes them', async () => {
  const inverted = await image('invert_image', { image: picturesOf([0, 0.25, 0.1]) });
  expect([...inverted.data]).toEqual([...picturesOf([1, 0.75, 1 - Math.fround(0.1)]).data]);
});

describe('a solid image', () => {
  it('has one color, in as many pictures as are asked for', async () => {
    const size = { width: 2, height: 1, count: 2 };
    const red = await image('solid_image', {}, { ...size, red: 0x80 / 0xff, green: 0, blue: 1, brightness: 0.5 });
    expect(red.shape).toEqual([2, 3, 1, 2]);
    const [r, b] = [Math.fround(0x40 / 0xff), 0.5];
    expect([...red.data]).toEqual([r, r, 0, 0, b, b, r, r, 0, 0, b, b]);
  });

  it('is white, and takes size and brightness from wires', async () => {
    const grey = await image('solid_image', { width: 1, height: 1, brightness: 0.3 });
    expect([...grey.data]).toEqual(Array(3).fill(Math.fround(0.3)));
  });

  it('is refused where its size is no whole number, or too large', async () => {
    await expect(image('solid_image', { width: 1.5 })).rejects.toMatchObject({ place: { port: 'width' } });
    await expect(image('solid_image', { width: 16_384, height: 16_384 })).rejects.toThrow('16384 x 16384 pixels');
    await expect(image('solid_image', { count: 4096 })).rejects.toThrow('Each of the 4096 pictures');
    const tall = image('solid_image', { width: 1, height: 16_385 });
    await expect(tall).rejects.toMatchObject({ code: 'invalid-size', place: { port: 'height' } });
    const many = image('solid_image', { width: 1, height: 1, count: 4097 });
    await expect(many).rejects.toMatchObject({ message: 'There would be 4,097 pictures.', place: { port: 'count' } });
  });

  it.each([-0.1, 1.1, Number.NaN])('is refused where a wire says that its brightness is %d', async (brightness) => {
    await expect(image('solid_image', { width: 1, height: 1, brightness })).rejects.toMatchObject({
      code: 'invalid-value',
      place: { port: 'brightness' },
    });
  });
});
