import { useEffect } from 'preact/hooks';
import { keyOf } from '../../graph/models/modelsUsed.ts';
import type { FoundModel, ModelRoot } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { FolderPath } from '../components/FolderPath.tsx';
import { texts } from '../text/texts.ts';
import { DownloadCard } from './DownloadCard.tsx';
import { MissingModelNote } from './MissingModelNote.tsx';
import { ModelCard } from './ModelCard.tsx';
import { PartList } from './PartList.tsx';

/** First the one that is the user's. */
const origins: readonly ModelRoot['origin'][] = ['workspace', 'named', 'program'];

/** Those that run first, each group by name. */
function inOrder(models: readonly FoundModel[]): readonly FoundModel[] {
  const broken = (model: FoundModel) => Number(model.fault !== undefined);
  return [...models].sort((a, b) => broken(a) - broken(b) || a.title.localeCompare(b.title));
}

/** Folders that models are looked for in. */
function Folders({ roots }: { roots: readonly ModelRoot[] }) {
  return (
    <section class="model-roots" aria-label={texts.models.modelFolders}>
      <h3>{texts.models.modelFolders}</h3>
      <p class="hint">{texts.models.foldersAbout}</p>
      {origins.flatMap((origin) =>
        roots
          .filter((root) => root.origin === origin)
          .map(({ path, exists }) => (
            <div key={path}>
              <p class="muted">
                {exists ? texts.models.origins[origin] : texts.models.noSuchFolder(texts.models.origins[origin])}
              </p>
              <FolderPath path={path} />
            </div>
          )),
      )}
    </section>
  );
}

/** The models that were found, with what is wrong with those that cannot run, and where models may lie. */
export function ModelsPanel() {
  const { engine, missingModels, downloads, ui } = useApp();
  const models = engine.models.value;
  const missing = missingModels.list.value;
  useEffect(() => void engine.refresh(), [engine]);
  return (
    <div class="panel-body">
      <div class="panel-actions">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            ui.getModel.value = true;
          }}
        >
          {texts.models.getModel}
        </button>
        <button type="button" class="button" onClick={() => void engine.refresh()}>
          {texts.models.refresh}
        </button>
      </div>
      <div class="scroll">
        {downloads.list.value.map((download) => (
          <DownloadCard key={download.id} download={download} />
        ))}
        {missing.length > 0 && (
          <section class="model" aria-label={texts.models.missingModels}>
            <h3>{texts.models.neededHere}</h3>
            {missing.map((model) => (
              <MissingModelNote key={keyOf(model)} missing={model} />
            ))}
          </section>
        )}
        {models && inOrder(models).map((model) => <ModelCard key={model.name} model={model} />)}
        {models?.length === 0 && <p class="empty">{texts.models.noModels}</p>}
        <PartList parts={engine.parts.value} />
        {!models && <p class="empty">{texts.models.loadingModels}</p>}
        <Folders roots={engine.modelRoots.value} />
      </div>
    </div>
  );
}
