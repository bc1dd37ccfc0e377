import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { takeFiles } from './takeFiles.ts';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere in the window; the canvas takes those that fall on it. */
export function DropZone() {
  const app = useApp();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const ended = () => setOver(false);
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented || !carriesFiles(event)) return;
      event.preventDefault();
      app.ui.startPage.value = false;
      void takeFiles(app, [...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    // Also when the canvas keeps the drop to itself.
    window.addEventListener('drop', ended, { capture: true });
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', ended, { capture: true });
      window.removeEventListener('drop', drop);
    };
  }, [app]);
  if (!over) return null;
  return (
    <div class="drop-zone" aria-hidden="true">
      <p>{texts.canvas.drop}</p>
    </div>
  );
}
