type Hashes = Readonly<Record<string, string>>;

/**
 * The files of which another sha256 is known than a workflow remembers. Files that one side does not know tell nothing, unless
 * the two know none in common: then all that were remembered differ.
 */
export function differingFiles(remembered: Hashes, known: Hashes): readonly string[] {
  const names = Object.keys(remembered);
  const common = names.filter((name) => known[name] !== undefined);
  if (common.length === 0) return Object.keys(known).length === 0 ? [] : names;
  return common.filter((name) => known[name] !== remembered[name]);
}
