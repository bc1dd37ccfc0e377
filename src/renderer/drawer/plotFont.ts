import address from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

const loaded: { face?: Promise<string> } = {};

/** The SVG with the editor's typeface inside: a picture cannot borrow the fonts of the page, nor can a saved file. */
export async function withFont(svg: string): Promise<string> {
  loaded.face ??= fontFace();
  const style = `<style>${await loaded.face}</style>`;
  return svg.replace(/^<svg[^>]*>/, (opening) => opening + style);
}

async function fontFace(): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const text = bytes.reduce((all, byte) => all + String.fromCharCode(byte), '');
  return `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
}
