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
import { counted } from '../text/formats.ts';
import { CommandButton } from './CommandButton.tsx';

type PanelName = Exclude<PreferenceValues['rail'], 'none'>;

interface Tab {
  readonly name: PanelName;
  readonly title: string;
  readonly icon: IconName;
  panel(): ComponentChildren;
  /** What goes on there while it is closed; empty when nothing does. */
  activity?(app: App): string;
}

const tabs: readonly Tab[] = [
  { name: 'palette', title: 'Palette', icon: 'plus', panel: () => <PalettePanel /> },
  { name: 'workflows', title: 'Workflows', icon: 'workflows', panel: () => <WorkflowsPanel /> },
  { name: 'models', title: 'Models', icon: 'models', panel: () => <ModelsPanel />, activity: downloading },
  { name: 'queue', title: 'Queue', icon: 'queue', panel: () => <QueuePanel />, activity: queued },
  { name: 'outline', title: 'Outline', icon: 'outline', panel: () => <OutlinePanel /> },
];

function downloading({ downloads }: App): string {
  return downloads.list.value.some(({ state }) => state === 'running') ? 'downloading' : '';
}

/** How much is to be done. */
function queued({ queue }: App): string {
  const counts = queue.view.value?.counts;
  const left = counts ? counts.running + counts.waiting : 0;
  return left > 0 ? `${counted(left, 'run')} to go` : '';
}

function TabButton({ tab, isOpen, toggle }: { tab: Tab; isOpen: boolean; toggle(): void }) {
  const activity = tab.activity?.(useApp()) ?? '';
  const title = activity === '' ? tab.title : `${tab.title}, ${activity}`;
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
      <nav class="rail" aria-label="Panels">
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
        <section class="panel rail-panel" aria-label={open.title} style={{ width: `${railWidth}px` }}>
          <header class="panel-header">
            <h2>{open.title}</h2>
            <button
              type="button"
              class="icon-button"
              aria-label={`Close ${open.title}`}
              title="Close"
              onClick={() => preferences.set({ rail: 'none' })}
            >
              <Icon name="close" />
            </button>
          </header>
          {open.panel()}
          <Splitter
            label={`Width of ${open.title}`}
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
