import { useEffect } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { bytes } from '../app/formats.ts';

export function ModelsPanel() {
  const { engine } = useApp();
  const models = engine.models.value;
  useEffect(() => void engine.refresh(), [engine]);
  return (
    <div class="panel-body scroll">
      {models?.map((model) => (
        <article key={model.name} class="model">
          <h3>{model.title}</h3>
          <p class="muted numeric">{[model.name, model.kind, bytes(model.bytes)].filter(Boolean).join(', ')}</p>
          {model.fault && <p class="field-fault">{`${model.fault} ${model.remedy ?? ''}`}</p>}
          {model.notes?.map((note) => (
            <p key={note} class="muted">
              {note}
            </p>
          ))}
        </article>
      ))}
      {models?.length === 0 && <p class="empty">No models found.</p>}
      {!models && <p class="empty">Loading models…</p>}
      <p class="empty">
        A model is a folder in the ONNX layout of Diffusers. Put it into the models folder of the workspace and it is
        listed here.
      </p>
    </div>
  );
}
