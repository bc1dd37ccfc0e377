/** The ways in which editors of other systems write a text, by name. */
export const encodings: readonly (readonly [name: string, encode: (text: string) => Buffer])[] = [
  ['with a byte order mark and Windows line ends', (text) => Buffer.from(`\ufeff${windowsLines(text)}`)],
  ['in UTF-16', (text) => Buffer.from(`\ufeff${windowsLines(text)}`, 'utf16le')],
  ['in UTF-16 of big ends', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
];

function windowsLines(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
