import { setName } from '../../graph/edit/setWorkflow.ts';
import { useApp } from '../app/context.ts';
import { useDraft } from '../controls/useDraft.ts';
import { texts } from '../text/texts.ts';

/** The workflow's name, to change by clicking, with a dot while it is not saved. */
export function FileName() {
  const app = useApp();
  const { name } = app.editor.workflow.value;
  const path = app.editor.document.value.path.value;
  const dirty = app.editor.dirty.value;
  const draft = useDraft();
  const shown = draft.text ?? name;
  const commit = () => {
    const typed = draft.take();
    if (typed !== null) app.editor.edit(texts.shell.renameWorkflow, (workflow) => setName(workflow, typed));
  };
  return (
    <div class="file-name">
      <span class="sizer" data-text={shown || ' '}>
        <input
          type="text"
          size={1}
          aria-label={texts.shell.workflowName}
          data-testid="file-name"
          title={path ?? texts.shell.notSavedYet}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={shown}
          onInput={(event) => draft.type(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Escape') draft.drop();
          }}
        />
      </span>
      {dirty && (
        <span class="unsaved-dot" data-testid="unsaved" title={texts.shell.unsavedChanges}>
          <span class="visually-hidden">{texts.shell.unsavedChanges}</span>
        </span>
      )}
    </div>
  );
}
