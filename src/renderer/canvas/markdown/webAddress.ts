/** An address on the web; none for anything else: what a file names must not run, nor open files and other programs. */
export function webAddress(address: string): { readonly href?: string } {
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? { href } : {};
  } catch {
    return {};
  }
}
