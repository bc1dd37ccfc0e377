import type { ComponentChildren } from 'preact';
import { useApp } from '../../app/context.ts';
import type { SettingsPage } from '../../app/userInterface.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { DeviceMenu } from '../../device/DeviceMenu.tsx';
import { SharedQueuePage } from '../../sharedQueue/SharedQueuePage.tsx';
import { AppearancePage } from './AppearancePage.tsx';
import { FoldersPage } from './FoldersPage.tsx';
import { ShortcutsPage } from './ShortcutsPage.tsx';
import { StoragePage } from './StoragePage.tsx';

interface Page {
  readonly name: SettingsPage;
  readonly title: string;
  show(): ComponentChildren;
}

const pages: readonly Page[] = [
  { name: 'appearance', title: 'Appearance', show: () => <AppearancePage /> },
  { name: 'folders', title: 'Folders', show: () => <FoldersPage /> },
  { name: 'storage', title: 'Storage', show: () => <StoragePage /> },
  { name: 'device', title: 'Device', show: () => <DeviceMenu /> },
  { name: 'queue', title: 'Queue', show: () => <SharedQueuePage /> },
  { name: 'shortcuts', title: 'Shortcuts', show: () => <ShortcutsPage /> },
];

/** Everything that can be set, a page for each kind. What is changed holds at once. */
export function SettingsDialog() {
  const { ui } = useApp();
  const open = pages.find(({ name }) => name === ui.settings.value);
  if (!open) return null;
  const close = () => {
    ui.settings.value = null;
  };
  return (
    <Dialog label="Settings" class="settings" testId="settings" close={close}>
      <header class="panel-header">
        <h2>Settings</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="settings-body">
        <nav class="settings-pages" aria-label="Pages of settings">
          {pages.map(({ name, title }) => (
            <button
              key={name}
              type="button"
              class="row-button"
              data-testid={`settings-${name}`}
              aria-current={name === open.name ? 'page' : undefined}
              onClick={() => {
                ui.settings.value = name;
              }}
            >
              {title}
            </button>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
        <section key={open.name} class="settings-page scroll" aria-label={open.title} tabIndex={0}>
          {open.show()}
        </section>
      </div>
    </Dialog>
  );
}
