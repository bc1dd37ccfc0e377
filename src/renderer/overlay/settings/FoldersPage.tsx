import type { ModelRoot } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { FolderPath } from '../../components/FolderPath.tsx';

const origins: Readonly<Record<ModelRoot['origin'], string>> = {
  program: 'Models that come with the program',
  workspace: 'Models of the workspace',
  named: 'Models in a folder of your own',
};

/** Where files lie. */
export function FoldersPage() {
  const { engine, presence } = useApp();
  const workspace = presence.workspace();
  const roots = engine.modelRoots.value;
  return (
    <>
      <section class="settings-group">
        <h3>Workspace</h3>
        <p class="hint">Workflows, results, the gallery and the queue are kept here.</p>
        {workspace === null ? <p class="muted">Not connected.</p> : <FolderPath path={workspace} />}
      </section>
      <section class="settings-group">
        <h3>Model folders ({roots.length})</h3>
        <p class="hint">Where two hold a model of the same name, the first counts.</p>
        <ul class="settings-folders" data-testid="settings-roots">
          {roots.map(({ path, origin }) => (
            <li key={path}>
              <span class="muted">{origins[origin]}</span>
              <FolderPath path={path} />
            </li>
          ))}
        </ul>
        <p class="hint">
          Start Arcspace with another workspace by <span class="mono">--workspace</span>, and name more folders of
          models by <span class="mono">ARCSPACE_MODELS</span>.
        </p>
      </section>
    </>
  );
}
