/** Of "Ctrl++": Ctrl, and "+". */
export function keyParts(keys: string): { readonly held: readonly string[]; readonly key: string } {
  const [, held = '', key = ''] = /^(?:(.*)\+)?(.+)$/.exec(keys) ?? [];
  return { held: held === '' ? [] : held.split('+'), key };
}
