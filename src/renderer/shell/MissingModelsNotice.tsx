import { useState } from 'preact/hooks';
import type { MissingModel } from '../../graph/models/missingModels.ts';
import { keyOf } from '../../graph/models/modelsUsed.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { MissingModelNote } from '../rail/MissingModelNote.tsx';
import { texts } from '../text/texts.ts';

const key = (missing: readonly MissingModel[]) =>
  missing.map(({ role, name, differing }) => `${role} ${name} ${differing?.join(' ') ?? ''}`).join('\n');

/** Over the canvas: the models that the open workflow needs and that are not here, until they are or it is closed. */
export function MissingModelsNotice() {
  const app = useApp();
  const { editor, missingModels } = app;
  const [closed, setClosed] = useState('');
  const missing = missingModels.list.value;
  const shown = `${editor.document.value.id}\n${key(missing)}`;
  if (missing.length === 0 || closed === shown) return null;
  return (
    <section class="missing-models" aria-label={texts.models.missingModels} role="status">
      <div class="scroll">
        {missing.map((model) => (
          <MissingModelNote key={keyOf(model)} missing={model} show={(node) => showNode(app, node)} />
        ))}
      </div>
      <button type="button" class="icon-button" aria-label={texts.common.dismiss} onClick={() => setClosed(shown)}>
        <Icon name="close" />
      </button>
    </section>
  );
}
