import { useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { useDismiss } from '../components/useDismiss.ts';
import { pathFor } from '../state/document/pathFor.ts';
import { texts } from '../text/texts.ts';

/** Asks for a name under the save button; says before what a taken name means. */
export function SaveAsForm() {
  const app = useApp();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(app.editor.workflow.peek().name);
  const close = () => {
    app.ui.saveAs.value = false;
  };
  useDismiss(form, close);
  const path = pathFor(name);
  const taken = app.files.list.value?.some((entry) => entry.kind !== 'example' && entry.path.endsWith(path));
  return (
    <form
      ref={form}
      class="popover save-as"
      aria-label={texts.shell.saveAs}
      onSubmit={async (event) => {
        event.preventDefault();
        if (await app.files.saveAs(name)) close();
      }}
    >
      <label class="field-label" for="save-as-name">
        {texts.shell.saveAs}
      </label>
      <div class="with-button">
        <input
          id="save-as-name"
          class="text-field"
          type="text"
          data-testid="save-as-name"
          autocomplete="off"
          spellcheck={false}
          maxLength={120}
          ref={(element) => {
            if (element && document.activeElement !== element && !element.dataset.seen) {
              element.dataset.seen = 'yes';
              element.focus();
              element.select();
            }
          }}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button primary" data-testid="save-as-confirm">
          {texts.common.save}
        </button>
      </div>
      <p class="hint">{taken ? texts.shell.replaces(path) : texts.shell.savesTo(path)}</p>
    </form>
  );
}
