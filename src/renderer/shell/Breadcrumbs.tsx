import './Breadcrumbs.css';
import { select } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';

/** Where in the workflow the canvas looks: the blocks around what is seen, each of which can be gone back to. */
export function Breadcrumbs() {
  const app = useApp();
  const { editor, ui } = app;
  const path = editor.path.value;
  if (path.length === 0) return null;
  const levels = [{ id: null, title: editor.workflow.value.name }, ...path.map(({ id, title }) => ({ id, title }))];
  const go = (at: number) => {
    editor.enter(levels[at]?.id ?? null);
    select(app, [levels[at + 1]?.id ?? ''].filter(Boolean));
    ui.canvas.peek()?.focus();
  };
  return (
    <nav class="breadcrumbs" aria-label={texts.canvas.openBlock} data-testid="breadcrumbs">
      <ol>
        {levels.map(({ id, title }, at) => (
          <li key={id}>
            {at < levels.length - 1 ? (
              <button type="button" class="link-button" onClick={() => go(at)}>
                {title || texts.canvas.block}
              </button>
            ) : (
              <span aria-current="page">{title || texts.canvas.block}</span>
            )}
          </li>
        ))}
      </ol>
      <kbd title={texts.canvas.leaveBlock}>{texts.canvas.esc}</kbd>
    </nav>
  );
}
