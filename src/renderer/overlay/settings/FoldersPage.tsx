import { useApp } from '../../app/context.ts';
import { FolderPath } from '../../components/FolderPath.tsx';
import { Phrase } from '../../components/Phrase.tsx';
import { texts } from '../../text/texts.ts';

/** Where files lie. */
export function FoldersPage() {
  const { engine, presence } = useApp();
  const workspace = presence.workspace();
  const roots = engine.modelRoots.value;
  return (
    <>
      <section class="settings-group">
        <h3>{texts.settings.workspace}</h3>
        <p class="hint">{texts.settings.workspaceAbout}</p>
        {workspace === null ? <p class="muted">{texts.common.notConnected}</p> : <FolderPath path={workspace} />}
      </section>
      <section class="settings-group">
        <h3>{texts.settings.modelFolders(roots.length)}</h3>
        <p class="hint">{texts.settings.modelFoldersAbout}</p>
        <ul class="settings-folders" data-testid="settings-roots">
          {roots.map(({ path, origin }) => (
            <li key={path}>
              <span class="muted">{texts.settings.origins[origin]}</span>
              <FolderPath path={path} />
            </li>
          ))}
        </ul>
        <p class="hint">
          <Phrase
            text={texts.settings.startElsewhere}
            parts={{
              workspace: <span class="mono">--workspace</span>,
              models: <span class="mono">ARCSPACE_MODELS</span>,
            }}
          />
        </p>
      </section>
    </>
  );
}
