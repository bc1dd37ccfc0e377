import { useEffect } from 'preact/hooks';
import { keyOf } from '../../graph/models/modelsUsed.ts';
import type { FoundModel, ModelRoot } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { FolderPath } from '../components/FolderPath.tsx';
import { DownloadCard } from './DownloadCard.tsx';
import { MissingModelNote } from './MissingModelNote.tsx';
import { ModelCard } from './ModelCard.tsx';
import { PartList } from './PartList.tsx';

const origins: Readonly<Record<ModelRoot['origin'], string>> = {
  workspace: 'Put your models here',
  named: 'Added by --models or ARCSPACE_MODELS',
  program: 'Included with Arcspace',
};

/** Those that run first, each group by name. */
function inOrder(models: readonly FoundModel[]): readonly FoundModel[] {
  const broken = (model: FoundModel) => Number(model.fault !== undefined);
  return [...models].sort((a, b) => broken(a) - broken(b) || a.title.localeCompare(b.title));
}

/** Folders that models are looked for in: first the one that is the user's. */
function Folders({ roots }: { roots: readonly ModelRoot[] }) {
  return (
    <section class="model-roots" aria-label="Model folders">
      <h3>Model folders</h3>
      <p class="hint">
        A model is a .safetensors checkpoint, or a folder in the layout of Diffusers with .safetensors or ONNX files.
        Parts of models go into folders vae, text_encoders and unet in it.
      </p>
      {Object.entries(origins).flatMap(([origin, title]) =>
        roots
          .filter((root) => root.origin === origin)
          .map(({ path, exists }) => (
            <div key={path}>
              <p class="muted">{exists ? title : `${title} (no such folder yet)`}</p>
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
          Get a model
        </button>
        <button type="button" class="button" onClick={() => void engine.refresh()}>
          Refresh
        </button>
      </div>
      <div class="scroll">
        {downloads.list.value.map((download) => (
          <DownloadCard key={download.id} download={download} />
        ))}
        {missing.length > 0 && (
          <section class="model" aria-label="Missing models">
            <h3>Needed by this workflow</h3>
            {missing.map((model) => (
              <MissingModelNote key={keyOf(model)} missing={model} />
            ))}
          </section>
        )}
        {models && inOrder(models).map((model) => <ModelCard key={model.name} model={model} />)}
        {models?.length === 0 && (
          <p class="empty">No models found. Get one, or put one into a folder below and press Refresh.</p>
        )}
        <PartList parts={engine.parts.value} />
        {!models && <p class="empty">Loading models…</p>}
        <Folders roots={engine.modelRoots.value} />
      </div>
    </div>
  );
}
