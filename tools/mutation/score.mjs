/** How many of a folder's mutants a test noticed, in a sentence. */
export function scoreOf(path, mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const tried = killed + count('Survived', 'NoCoverage');
  const share = tried === 0 ? 100 : (100 * killed) / tried;
  return `${path}: ${killed} of ${tried} mutants killed, ${share.toFixed(1)} % (${count('Ignored')} static ones left out)`;
}
