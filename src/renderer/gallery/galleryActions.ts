import type { GalleryEntry } from '../../gallery/entry.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { withValuesOf } from './valuesHere.ts';

/** Shows the workflow of a picture, with its own values, in place of the gallery. */
export async function openWorkflowOf(app: App, entry: GalleryEntry): Promise<void> {
  const workflow = await app.pictureGallery.workflow(entry);
  if (!workflow) return;
  app.ui.gallery.value = false;
  app.files.openResult(workflow, entry.path);
}

/** Gives the open workflow the values of a picture, as one step of undo, and says how many there are. */
export async function useValuesOf(app: App, entry: GalleryEntry): Promise<void> {
  const made = await app.pictureGallery.workflow(entry);
  if (!made) return;
  const { editor, log, ui } = app;
  const { changed, shared } = withValuesOf(made, editor.whole.peek(), editor.registry);
  if (shared === 0) {
    log.notify({
      level: 'warning',
      message: texts.gallery.noSharedParameters,
      remedy: texts.gallery.openItInstead,
    });
    return;
  }
  if (changed > 0) {
    editor.editWhole(texts.gallery.useValuesOf, (open) => withValuesOf(made, open, editor.registry).workflow);
  }
  ui.gallery.value = false;
  const message = changed === 0 ? texts.gallery.valuesAreHere : texts.gallery.valuesUsed(changed);
  log.notify({ level: 'success', message });
}
