import type { ComponentChildren } from 'preact';
import { useApp } from '../../app/context.ts';
import type { SettingsPage } from '../../app/userInterface.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { DeviceMenu } from '../../device/DeviceMenu.tsx';
import { SharedQueuePage } from '../../sharedQueue/SharedQueuePage.tsx';
import { texts } from '../../text/texts.ts';
import { AppearancePage } from './AppearancePage.tsx';
import { FoldersPage } from './FoldersPage.tsx';
import { ShortcutsPage } from './ShortcutsPage.tsx';
import { StoragePage } from './StoragePage.tsx';

interface Page {
  readonly name: SettingsPage;
  show(): ComponentChildren;
}

const pages: readonly Page[] = [
  { name: 'appearance', show: () => <AppearancePage /> },
  { name: 'folders', show: () => <FoldersPage /> },
  { name: 'storage', show: () => <StoragePage /> },
  { name: 'device', show: () => <DeviceMenu /> },
  { name: 'queue', show: () => <SharedQueuePage /> },
  { name: 'shortcuts', show: () => <ShortcutsPage /> },
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
    <Dialog label={texts.settings.title} class="settings" testId="settings" close={close}>
      <header class="panel-header">
        <h2>{texts.settings.title}</h2>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="settings-body">
        <nav class="settings-pages" aria-label={texts.settings.pagesOfSettings}>
          {pages.map(({ name }) => (
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
              {texts.settings.pages[name]}
            </button>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
        <section key={open.name} class="settings-page scroll" aria-label={texts.settings.pages[open.name]} tabIndex={0}>
          {open.show()}
        </section>
      </div>
    </Dialog>
  );
}
