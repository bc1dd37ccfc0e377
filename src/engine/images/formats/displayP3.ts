/** Red, green and blue of Display P3 as XYZ seen by D50 (SMPTE EG 432-1, adapted by Bradford's matrix). */
const colourants: Readonly<Record<string, readonly number[]>> = {
  rXYZ: [0.5151, 0.2412, -0.0011],
  gXYZ: [0.292, 0.6922, 0.0419],
  bXYZ: [0.1571, 0.0666, 0.7841],
};
/** The curve of sRGB: exponent, factor, offset, slope near black, and where that ends (ICC.1, 10.18, type 3). */
const curve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.040_45];
const whiteOfD50 = [0.9642, 1, 0.8249];

/** A profile of Display P3 (ICC.1:2010, 7), for decoders that know no other name of it. */
export function displayP3(): Uint8Array {
  const parts: (readonly [string, Buffer])[] = [
    ['wtpt', xyz(whiteOfD50)],
    ...Object.entries(colourants).map(([name, values]) => [name, xyz(values)] as const),
    ...['rTRC', 'gTRC', 'bTRC'].map(
      (name) => [name, Buffer.concat([signature('para\0\0\0\0\0\x03\0\0'), fixed(curve)])] as const,
    ),
  ];
  const table = tagTable(parts.map(([name, data]) => [name, data.length]));
  const body = Buffer.concat([table, ...parts.map(([, data]) => data)]);
  return Buffer.concat([head(128 + body.length), body]);
}

function head(length: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(0x04000000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  bytes.write('acsp', 36, 'latin1');
  bytes.set(fixed(whiteOfD50), 68);
  return bytes;
}

/** Names, places and lengths of the parts. */
function tagTable(parts: readonly (readonly [string, number])[]): Buffer {
  const table = Buffer.alloc(4 + 12 * parts.length);
  table.writeUInt32BE(parts.length, 0);
  let place = 128 + table.length;
  for (const [i, [name, length]] of parts.entries()) {
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(place, 8 + 12 * i);
    table.writeUInt32BE(length, 12 + 12 * i);
    place += length;
  }
  return table;
}

function xyz(values: readonly number[]): Buffer {
  return Buffer.concat([signature('XYZ \0\0\0\0'), fixed(values)]);
}

function signature(letters: string): Buffer {
  return Buffer.from(letters, 'latin1');
}

/** Numbers with 16 bits before and behind the point. */
function fixed(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), 4 * i);
  return bytes;
}
