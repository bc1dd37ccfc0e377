import { precisionText, sizeText } from '../../protocol/modelFacts.ts';
import type { FoundModel } from '../../protocol/types.ts';
import { FolderPath } from '../components/FolderPath.tsx';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { ModelSettings } from './ModelSettings.tsx';

/** What is known of a model, each with its name. */
function factsOf({ facts, bytes: onDisk }: FoundModel): readonly (readonly [name: string, value: string])[] {
  const rows: readonly (readonly [name: string, value: string])[] = [
    [texts.models.picture, facts ? texts.models.pixels(sizeText(facts.size)) : ''],
    [texts.models.precision, facts ? precisionText(facts.networks) : ''],
    [texts.models.onDisk, onDisk > 0 ? bytes(onDisk) : ''],
    [texts.models.memory, facts ? texts.models.about(bytes(facts.memory)) : ''],
    [texts.models.scheduler, facts?.scheduler?.replace(/Scheduler$/, '') ?? ''],
  ];
  return rows.filter(([, value]) => value !== '');
}

const isCheckpoint = (path: string) => path.toLowerCase().endsWith('.safetensors');

/** A model, what it takes, and what is wrong with it. */
export function ModelCard({ model }: { model: FoundModel }) {
  const { name, title, kind, fault, remedy, notes, folder } = model;
  return (
    <article class="model" data-testid={`model-${model.name}`} aria-label={title}>
      <header>
        <h3 class="ellipsis">{title}</h3>
        {fault && <span class="count error">{texts.models.cannotRun}</span>}
      </header>
      {kind && <p class="muted">{kind}</p>}
      {fault && (
        <div class="model-fault">
          <p>{fault}</p>
          <p class="muted">{remedy}</p>
        </div>
      )}
      <dl>
        {factsOf(model).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="numeric">{value}</dd>
          </div>
        ))}
      </dl>
      {notes?.map((note) => (
        <p key={note} class="warning-text">
          {note}
        </p>
      ))}
      {isCheckpoint(folder) && <ModelSettings model={name} />}
      <FolderPath path={folder} />
    </article>
  );
}
