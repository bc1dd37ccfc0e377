import { useApp } from '../app/context.ts';
import { Icon, Mark } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { CommandButton } from './CommandButton.tsx';
import { DeviceBadge } from './DeviceBadge.tsx';
import { DownloadForm } from './DownloadForm.tsx';
import { FileName } from './FileName.tsx';
import { ProgressLine, RunButtons } from './RunButtons.tsx';
import { SaveAsForm } from './SaveAsForm.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function TopBar() {
  const { client, ui, preferences } = useApp();
  return (
    <header class="top-bar">
      <button
        type="button"
        class="mark-button"
        data-testid="mark"
        aria-label={texts.shell.startPage}
        title={texts.shell.startPage}
        onClick={() => {
          ui.startPage.value = true;
        }}
      >
        <Mark />
      </button>
      <FileName />
      <div class="button-group">
        <span class="where-wide">
          <CommandButton id="open" testId="open">
            <Icon name="open" />
          </CommandButton>
        </span>
        <CommandButton id="save" testId="save">
          <Icon name="save" />
        </CommandButton>
        {ui.saveAs.value && (client.connection.value === 'disconnected' ? <DownloadForm /> : <SaveAsForm />)}
      </div>
      <span class="grow" />
      <RunButtons />
      <span class="where-wide">
        <span class="divider" />
        <DeviceBadge />
      </span>
      <div class="button-group">
        <span class="where-wide">
          <ThemeButton />
        </span>
        <CommandButton id="app-view" testId="app-view-button" pressed={ui.appView.value}>
          <Icon name="app" />
        </CommandButton>
        <span class="where-wide">
          <CommandButton id="shortcuts" testId="help">
            <Icon name="keyboard" />
          </CommandButton>
        </span>
        <CommandButton id="inspector" pressed={preferences.values.value.inspector}>
          <Icon name="inspector" />
        </CommandButton>
      </div>
      <ProgressLine />
    </header>
  );
}
