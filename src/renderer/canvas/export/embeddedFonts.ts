/** A text with the font that it is written in, as a canvas has it: "600 12px 'Inter Variable', ...". */
interface Written {
  readonly font: string;
  readonly text: string;
}

const unquoted = (name: string) => name.trim().replace(/^['"]|['"]$/g, '');

/** The first family of a font: the one that the program brings along. */
function familyOf(font: string): string {
  return unquoted(font.replace(/^.*?px /, '').split(',')[0] ?? '');
}

/** "U+0000-00FF, U+4??" as pairs of code points. */
export function rangesOf(unicodeRange: string): readonly (readonly [number, number])[] {
  return unicodeRange.split(',').flatMap((part) => {
    const [, from = '', to = from] = /^\s*U\+([\da-f?]+)(?:-([\da-f]+))?\s*$/i.exec(part) ?? [];
    if (from === '') return [];
    return [[Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'f'), 16)] as const];
  });
}

function covers(unicodeRange: string, characters: ReadonlySet<number>): boolean {
  const ranges = rangesOf(unicodeRange || 'U+0-10FFFF');
  return [...characters].some((code) => ranges.some(([from, to]) => code >= from && code <= to));
}

/** The faces that the page declares. */
function facesOnPage(): { readonly face: CSSFontFaceRule; readonly base: string }[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .map((face) => ({ face, base: sheet.href ?? document.baseURI })),
  );
}

async function dataUrl(address: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(letters)}`;
}

/** The rules of CSS for the faces that some texts are written in, with the fonts in them. */
export async function embeddedFonts(texts: readonly Written[]): Promise<string> {
  const used = new Map<string, Set<number>>();
  for (const { font, text } of texts) {
    const family = familyOf(font);
    const characters = used.get(family) ?? new Set();
    used.set(family, characters);
    for (const character of text) characters.add(character.codePointAt(0) ?? 0);
  }
  const rules = facesOnPage().map(async ({ face: { style }, base }) => {
    const [family, range] = [style.getPropertyValue('font-family'), style.getPropertyValue('unicode-range')];
    const characters = used.get(unquoted(family));
    const [, address] = /url\(\s*["']?([^"')]+)/.exec(style.getPropertyValue('src')) ?? [];
    if (!characters || address === undefined || !covers(range, characters)) return '';
    const weight = style.getPropertyValue('font-weight') || '400';
    const source = `url(${await dataUrl(new URL(address, base).href)}) format("woff2")`;
    const limit = range === '' ? '' : `unicode-range:${range};`;
    return `@font-face{font-family:"${unquoted(family)}";font-weight:${weight};${limit}src:${source}}`;
  });
  return (await Promise.all(rules)).join('');
}
