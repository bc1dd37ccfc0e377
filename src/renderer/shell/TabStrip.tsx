import './TabStrip.css';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import type { Tab } from '../state/document/tabs.ts';
import { texts } from '../text/texts.ts';
import { CommandButton } from './CommandButton.tsx';
import { useTabDrag } from './useTabDrag.ts';

const MIDDLE = 1;

function OpenTab({ tab }: { tab: Tab }) {
  const { closedTabs, editor, runs, ui } = useApp();
  const { document, isShown, unsaved } = tab;
  const name = tab.workflow.name || texts.shell.untitled;
  const close = () => {
    closedTabs.close(document);
    ui.canvas.peek()?.focus();
  };
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isShown) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isShown]);
  const isRunning = runs.current.value?.document === document;
  return (
    <li
      ref={item}
      class="tab"
      data-testid="tab"
      data-shown={isShown}
      onAuxClick={(event) => {
        if (event.button === MIDDLE) close();
      }}
    >
      <button
        type="button"
        class="tab-name"
        aria-keyshortcuts="Delete"
        aria-current={isShown ? 'page' : undefined}
        title={document.path.value ?? texts.shell.notSavedYet}
        onClick={() => editor.show(document)}
        onKeyDown={(event) => {
          if (event.key === 'Delete') close();
        }}
      >
        {isRunning && (
          <span class="tab-running" title={texts.shell.running}>
            <span class="visually-hidden">{texts.shell.running}</span>
          </span>
        )}
        <span class="ellipsis">{name}</span>
        {unsaved && (
          <span class="unsaved-dot" title={texts.shell.unsavedChanges}>
            <span class="visually-hidden">{texts.shell.unsavedChanges}</span>
          </span>
        )}
      </button>
      <button
        type="button"
        class="tab-close"
        aria-label={texts.shell.closeOf(name)}
        title={texts.common.close}
        onClick={close}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** The workflows that are open, where there are several. Dragging a tab gives it another place. */
export function TabStrip() {
  const { editor, ui } = useApp();
  const list = useRef<HTMLUListElement>(null);
  const drag = useTabDrag(list, editor);
  const tabs = editor.tabs.value;
  if (tabs.length < 2 || ui.appView.value) return null;
  return (
    <nav class="tab-strip" aria-label={texts.shell.openWorkflows} data-testid="tabs">
      <ul ref={list} {...drag}>
        {tabs.map((tab) => (
          <OpenTab key={tab.document.id} tab={tab} />
        ))}
      </ul>
      <CommandButton id="new">
        <Icon name="plus" />
      </CommandButton>
    </nav>
  );
}
