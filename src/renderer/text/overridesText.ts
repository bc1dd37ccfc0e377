/** "seed 6"; "noise.seed 6, seeds.seed 100" where several differ. */
export function overridesText(overrides: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(overrides);
  if (entries.length !== 1) return entries.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return entries.map(([name, value]) => `${name.slice(name.indexOf('.') + 1)} ${String(value)}`).join('');
}
