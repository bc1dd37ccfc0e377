import { useComputed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { portLabel } from '../../graph/labels.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { findNodes } from './findNodes.ts';

/** Looks for nodes on the canvas, by title, kind or value, and goes from one to the next. */
export function SearchBar() {
  const { ui } = useApp();
  return ui.search.value === null ? null : <OpenSearch />;
}

function OpenSearch() {
  const app = useApp();
  const { editor, ui } = app;
  const query = ui.search.value ?? '';
  const found = useComputed(() => findNodes(editor.whole.value, editor.registry, ui.search.value ?? '')).value;
  const [chosen, setAt] = useState(0);
  // Of what was found, some may be gone by now.
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const current = found[at];
  const go = (by: number) => setAt((at + by + found.length) % Math.max(1, found.length));
  const close = () => {
    ui.search.value = null;
    ui.canvas.peek()?.focus();
  };
  const shown = current?.node.id;
  useEffect(() => {
    // While somebody types, the canvas does not jump from letter to letter.
    const pause = setTimeout(() => shown !== undefined && showNode(app, shown), 150);
    return () => clearTimeout(pause);
    // Only what is looked for, and Next, move the canvas: an edit that changes what is found does not.
  }, [app, query, chosen]);
  return (
    <search class="search-bar" data-testid="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={texts.canvas.findOnCanvas}
        placeholder={texts.canvas.whatToFind}
        value={query}
        onInput={(event) => {
          setAt(0);
          ui.search.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          const isEnter = event.key === 'Enter';
          if (!isEnter && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (isEnter) go(event.shiftKey ? -1 : 1);
          else close();
        }}
      />
      <output class="muted">{countText(query, found.length, at)}</output>
      <button
        type="button"
        class="icon-button"
        title={texts.canvas.previousByKey}
        aria-label={texts.canvas.previous}
        disabled={found.length < 2}
        onClick={() => go(-1)}
      >
        <Icon name="chevron-up" />
      </button>
      <button
        type="button"
        class="icon-button"
        title={texts.canvas.nextByKey}
        aria-label={texts.canvas.next}
        disabled={found.length < 2}
        onClick={() => go(1)}
      >
        <Icon name="chevron-down" />
      </button>
      <button
        type="button"
        class="icon-button"
        title={texts.canvas.closeByKey}
        aria-label={texts.common.close}
        onClick={close}
      >
        <Icon name="close" />
      </button>
      {current?.value && (
        <p class="search-value">
          <span class="muted">{portLabel(current.value.parameter)}</span> {current.value.text}
        </p>
      )}
    </search>
  );
}

function countText(query: string, count: number, at: number): string {
  if (query.trim() === '') return '';
  return count === 0 ? texts.canvas.noMatchingNodes : texts.canvas.foundOf(at + 1, count);
}
