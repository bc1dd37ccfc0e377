/** A number to four digits, for people; a dash where there is none. */
export function formatNumber(value: number | undefined): number | string {
  return value === undefined ? '-' : Number(value.toPrecision(4));
}
