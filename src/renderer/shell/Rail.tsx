import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import { Splitter } from '../components/Splitter.tsx';
import { ModelsPanel } from '../rail/ModelsPanel.tsx';
import { OutlinePanel } from '../rail/OutlinePanel.tsx';
import { PalettePanel } from '../rail/PalettePanel.tsx';
import { QueuePanel } from '../rail/queue/QueuePanel.tsx';
import { WorkflowsPanel } from '../rail/WorkflowsPanel.tsx';
import type { PreferenceValues } from '../state/preferences.ts';
import { texts } from '../text/texts.ts';
import { CommandButton } from './CommandButton.tsx';

type PanelName = Exclude<PreferenceValues['rail'], 'none'>;

interface Tab {
  readonly name: PanelName;
  readonly icon: IconName;
  panel(): ComponentChildren;
  /** What goes on there while it is closed; empty when nothing does. */
  activity?(app: App): string;
}

const tabs: readonly Tab[] = [
  { name: 'palette', icon: 'plus', panel: () => <PalettePanel /> },
  { name: 'workflows', icon: 'workflows', panel: () => <WorkflowsPanel /> },
  { name: 'models', icon: 'models', panel: () => <ModelsPanel />, activity: downloading },
  { name: 'queue', icon: 'queue', panel: () => <QueuePanel />, activity: queued },
  { name: 'outline', icon: 'outline', panel: () => <OutlinePanel /> },
];

function downloading({ downloads }: App): string {
  return downloads.list.value.some(({ state }) => state === 'running') ? texts.shell.downloading : '';
}

/** How much is to be done. */
function queued({ queue }: App): string {
  const counts = queue.view.value?.counts;
  const left = counts ? counts.running + counts.waiting : 0;
  return left > 0 ? texts.shell.toGo(left) : '';
}

function TabButton({ tab, isOpen, toggle }: { tab: Tab; isOpen: boolean; toggle(): void }) {
  const activity = tab.activity?.(useApp()) ?? '';
  const title = activity === '' ? texts.shell.panels[tab.name] : `${texts.shell.panels[tab.name]}, ${activity}`;
  return (
    <button
      type="button"
      class="rail-button"
      data-testid={`rail-${tab.name}`}
      aria-label={title}
      aria-expanded={isOpen}
      title={title}
      onClick={toggle}
    >
      <Icon name={tab.icon} />
      {activity !== '' && <span class="rail-activity" />}
    </button>
  );
}

/** The narrow bar at the left, and the panel that it opens. */
export function Rail() {
  const { preferences } = useApp();
  const { rail, railWidth } = preferences.values.value;
  const open = tabs.find((tab) => tab.name === rail);
  return (
    <>
      <nav class="rail" aria-label={texts.shell.rail}>
        {tabs.map((tab) => (
          <TabButton
            key={tab.name}
            tab={tab}
            isOpen={tab === open}
            toggle={() => preferences.set({ rail: tab === open ? 'none' : tab.name })}
          />
        ))}
        <CommandButton id="gallery" class="rail-button" testId="rail-gallery">
          <Icon name="gallery" />
        </CommandButton>
        <span class="grow" />
        <CommandButton id="settings" class="rail-button" testId="rail-settings">
          <Icon name="settings" />
        </CommandButton>
      </nav>
      {open && (
        <section
          class="panel rail-panel"
          aria-label={texts.shell.panels[open.name]}
          style={{ width: `${railWidth}px` }}
        >
          <header class="panel-header">
            <h2>{texts.shell.panels[open.name]}</h2>
            <button
              type="button"
              class="icon-button"
              aria-label={texts.shell.closeOf(texts.shell.panels[open.name])}
              title={texts.common.close}
              onClick={() => preferences.set({ rail: 'none' })}
            >
              <Icon name="close" />
            </button>
          </header>
          {open.panel()}
          <Splitter
            label={texts.shell.widthOf(texts.shell.panels[open.name])}
            edge="right"
            size={railWidth}
            minimum={200}
            maximum={480}
            resize={(size) => preferences.set({ railWidth: size })}
          />
        </section>
      )}
    </>
  );
}
