import { useApp } from '../app/context.ts';
import { fileName } from '../app/writtenFiles.ts';
import { texts } from '../text/texts.ts';
import { Icon } from './Icon.tsx';

/** Where a folder lies. The desktop shows it; a browser, which may be on another machine, copies the path. */
export function FolderPath({ path }: { path: string }) {
  const { dialogs, log } = useApp();
  const action = dialogs ? texts.common.showInFolder : texts.common.copyPath;
  const act = async () => {
    try {
      if (dialogs) return await dialogs.reveal(path);
      await navigator.clipboard.writeText(path);
      log.notify({ level: 'success', message: texts.common.pathCopied });
    } catch {
      const message = dialogs ? texts.common.pathNotShown(path) : texts.common.pathNotCopied;
      log.notify({ level: 'warning', message, remedy: texts.common.copyItYourself });
    }
  };
  return (
    <div class="folder-path">
      <span class="mono path" title={path}>
        <span class="path-folder">{path.slice(0, -fileName(path).length)}</span>
        <span>{fileName(path)}</span>
      </span>
      <button
        type="button"
        class="icon-button quiet"
        aria-label={texts.common.doTo(action, path)}
        title={action}
        onClick={() => void act()}
      >
        <Icon name={dialogs ? 'folder' : 'copy'} />
      </button>
    </div>
  );
}
