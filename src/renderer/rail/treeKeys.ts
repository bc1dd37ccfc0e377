/** Arrow keys, Home and End among the visible items of a tree. Answers whether the key was one of them. */
export function moveFocus(event: KeyboardEvent): boolean {
  const from = event.currentTarget;
  const tree = from instanceof Element ? from.closest('[role="tree"]') : null;
  if (!tree) return false;
  const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.indexOf(from as HTMLElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined) return false;
  items[Math.min(items.length - 1, Math.max(0, target))]?.focus();
  return true;
}
