/** Moves the focus to the row before or after. @returns whether there is one. */
export function moveFocus(row: Element, by: 1 | -1): boolean {
  const rows = [...(row.closest('.queue-list')?.querySelectorAll<HTMLElement>('[data-job]') ?? [])];
  const other = rows[rows.indexOf(row as HTMLElement) + by];
  other?.focus();
  return other !== undefined;
}

/** The focus of a row that goes: without a place in the list it would fall onto the canvas. */
export function focusBeside(row: Element): void {
  if (!moveFocus(row, 1) && !moveFocus(row, -1)) row.closest<HTMLElement>('.queue')?.focus();
}
