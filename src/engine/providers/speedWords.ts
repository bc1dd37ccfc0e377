/** "6 times faster than the CPU". @param speed how many times the speed of the CPU something has. */
export function speedWords(speed: number): string {
  const ratio = Math.max(speed, 1 / speed);
  const figure = Number(ratio.toPrecision(2));
  if (figure <= 1.1) return 'as fast as the CPU';
  return `${figure} times ${speed > 1 ? 'faster' : 'slower'} than the CPU`;
}
