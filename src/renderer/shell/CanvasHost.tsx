import { useEffect, useRef } from 'preact/hooks';
import { showPictures } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { createCanvas } from '../canvas/createCanvas.ts';
import { instrumentAt } from '../explorer/explored.ts';
import { takeFiles } from '../files/takeFiles.ts';

/** The place of the canvas, and what it asks of the panels around it. */
export function CanvasHost() {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const { ui, editor } = app;
    const view = createCanvas(host.current, editor, {
      palette: (request) => {
        ui.palette.value = request;
      },
      menu: (request) => {
        ui.menu.value = request;
      },
      file: (request) => {
        ui.file.value = request;
      },
      picture: (id, first) => {
        const node = editor.workflow.peek().nodes.find((each) => each.id === id);
        if (node) showPictures(app, node, first);
      },
      paint: (id) => {
        const node = editor.workflow.peek().nodes.find((each) => each.id === id);
        ui.explorer.value = (node && instrumentAt(editor.level.peek(), node)) ?? null;
      },
      open: editor.enter,
      link: (href) => void window.open(href, '_blank', 'noopener,noreferrer'),
      written(id) {
        const [file, ...more] = editor.nodeStates.peek().get(id)?.files ?? [];
        if (file !== undefined && more.length === 0) void app.written.get(file);
        // The inspector lists them one by one.
        else app.preferences.set({ inspector: true });
      },
      files: (files, graph) => void takeFiles(app, files, graph),
    });
    ui.canvas.value = view;
    return () => {
      ui.canvas.value = null;
      view.dispose();
    };
  }, [app]);
  return (
    <div
      ref={host}
      class="canvas-host"
      data-canvas
      onPointerMoveCapture={(event) => {
        app.ui.pointer.value = [event.clientX, event.clientY];
      }}
      onPointerLeave={() => {
        app.ui.pointer.value = null;
      }}
    />
  );
}
