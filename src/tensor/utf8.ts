/** Decodes UTF-8 without TextDecoder, which the ECMAScript library does not type. @throws URIError when it is malformed. */
export function bytesToUtf8(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}
