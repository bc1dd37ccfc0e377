const rows = () => [...document.querySelectorAll<HTMLElement>('[data-workflow]')];

/** Puts the focus on a workflow of the list, once it is shown. */
export function focusRow(path: string): void {
  requestAnimationFrame(() =>
    rows()
      .find((row) => row.dataset.workflow === path)
      ?.focus(),
  );
}

/** Puts the focus beside a workflow that goes: without a place in the list it would fall onto the canvas. */
export function focusBeside(path: string): void {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.workflow === path);
  (all[at + 1] ?? all[at - 1])?.focus();
}

/** Puts the focus on a folder of the list, once it is shown. */
export function focusFolder(path: string): void {
  requestAnimationFrame(() => {
    const folders = [...document.querySelectorAll<HTMLElement>('[data-folder]')];
    const folder = folders.find((each) => each.dataset.folder === path);
    folder?.querySelector<HTMLElement>('.row-button.folder')?.focus();
  });
}
