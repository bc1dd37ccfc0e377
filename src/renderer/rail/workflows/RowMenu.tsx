import { createPortal } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDismiss } from '../../components/useDismiss.ts';

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly keys?: string;
  run(): void;
}

interface Props {
  readonly label: string;
  /** CSS pixels in the window. */
  readonly at: readonly [number, number];
  readonly sections: readonly { readonly title?: string; readonly items: readonly MenuItem[] }[];
  close(): void;
}

const GAP = 8;

function moveFocus(menu: HTMLElement | null, by: number): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % Math.max(1, items.length)]?.focus();
}

/** What can be done to one row of a list. */
export function RowMenu({ label, at, sections, close }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(at);
  useDismiss(menu, close);
  useLayoutEffect(() => {
    const size = menu.current?.getBoundingClientRect();
    if (!size) return;
    const within = (wish: number, length: number, all: number) => Math.max(GAP, Math.min(wish, all - length - GAP));
    setPlace([within(at[0], size.width, innerWidth), within(at[1], size.height, innerHeight)]);
  }, [at]);
  useEffect(() => moveFocus(menu.current, 1), []);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      moveFocus(menu.current, by);
    }
    // Shortcuts of the graph are not meant for what is open over it.
    if (event.key !== 'Escape') event.stopPropagation();
  };
  return createPortal(
    <div
      ref={menu}
      class="menu row-menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      data-testid="row-menu"
      style={{ left: `${place[0]}px`, top: `${place[1]}px` }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={press}
    >
      {sections.map(({ title, items }) => (
        <fieldset key={items[0]?.id} class="menu-section">
          {title && <legend class="menu-title">{title}</legend>}
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              class="menu-item"
              onClick={() => {
                close();
                item.run();
              }}
            >
              <span>{item.title}</span>
              {item.keys && <kbd>{item.keys}</kbd>}
            </button>
          ))}
        </fieldset>
      ))}
    </div>,
    document.body,
  );
}
