import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { shortTitle } from '../commands/command.ts';
import { command } from '../commands/commands.ts';
import { keysText } from '../commands/keys.ts';
import { useDismiss } from '../components/useDismiss.ts';
import type { MenuRequest } from '../state/document/editor.ts';
import { texts } from '../text/texts.ts';
import { Swatches } from './Swatches.tsx';

interface MenuContent {
  readonly sections: readonly string[][];
  /** Whether what it is of can have a colour. */
  readonly isColoured?: boolean;
}

const menus: Readonly<Record<MenuRequest['of'], MenuContent>> = {
  nodes: {
    sections: [
      ['run-to-here', 'explore', 'explore-attributes'],
      ['bypass', 'mute', 'collapse', 'note', 'rename', 'output'],
      ['cut', 'copy', 'duplicate', 'delete'],
      ['open-block', 'dissolve-block', 'save-block'],
      ['select-several', 'make-block', 'group', 'select-group', 'ungroup', 'tidy'],
      ['align-left', 'align-top', 'distribute-across', 'distribute-down'],
    ],
    isColoured: true,
  },
  group: {
    sections: [
      ['run-group', 'bypass-group'],
      ['rename-group', 'collapse-group', 'select-group-nodes', 'fit-group'],
      ['ungroup', 'delete-group'],
    ],
    isColoured: true,
  },
  wire: { sections: [['remove-wire', 'add-reroute']] },
  canvas: {
    sections: [
      ['palette'],
      ['run', 'live', 'sweep', 'sweep-sheet'],
      ['paste', 'select-all', 'select-several'],
      ['undo', 'redo'],
      ['frame', 'tidy', 'export-graph'],
      ['leave-block'],
    ],
  },
};

/** Sections that are of no use without their first command are not shown while it is disabled. */
const optional: ReadonlySet<string | undefined> = new Set(['open-block', 'leave-block']);

function moveFocus(menu: HTMLElement | null, by: number): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % Math.max(1, items.length)]?.focus();
}

function Menu({ request }: { request: MenuRequest }) {
  const app = useApp();
  const menu = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(request.screen);
  const close = () => {
    app.ui.menu.value = null;
  };
  useDismiss(menu, close);
  useLayoutEffect(() => {
    const size = menu.current?.getBoundingClientRect();
    if (!size) return;
    const [x, y] = request.screen;
    setPlace([Math.min(x, innerWidth - size.width - 8), Math.min(y, innerHeight - size.height - 8)]);
  }, [request]);
  useEffect(() => menu.current?.focus(), []);
  const { sections, isColoured } = menus[request.of];
  const leave = () => {
    close();
    app.ui.canvas.peek()?.focus();
  };
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      tabIndex={-1}
      data-testid="menu"
      aria-label={texts.menu.of[request.of]}
      style={{ left: `${place[0]}px`, top: `${place[1]}px` }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        moveFocus(menu.current, by);
      }}
    >
      {isColoured && <Swatches of={request.of} done={leave} />}
      {sections
        .filter(([first]) => !optional.has(first) || command(first ?? '').enabled(app))
        .map((ids) => (
          <div key={ids[0]} class="menu-section" role="none">
            {ids.map(command).map((each) => (
              <button
                key={each.id}
                type="button"
                role="menuitem"
                class="menu-item"
                data-testid={`menu-${each.id}`}
                disabled={!each.enabled(app)}
                onClick={() => {
                  leave();
                  each.run(app);
                }}
              >
                <span>{shortTitle(each)}</span>
                <kbd>{keysText(app, each)}</kbd>
              </button>
            ))}
          </div>
        ))}
    </div>
  );
}

export function ContextMenu() {
  const request = useApp().ui.menu.value;
  return request && <Menu key={`${request.screen}${request.of}`} request={request} />;
}
