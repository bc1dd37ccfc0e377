/** JSON in ASCII, everything else escaped: a tEXt chunk holds Latin-1 only (PNG specification, 11.3.3.2). */
export function asciiJson(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
