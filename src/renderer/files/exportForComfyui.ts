import { exportApi } from '../../neighbours/comfyui/export/exportApi.ts';
import type { App } from '../app/createApp.ts';
import { download } from '../app/download.ts';
import { texts } from '../text/texts.ts';

/** Gives the user what of the workflow has an equal in ComfyUI, and says what has none. */
export function exportForComfyui({ editor, log }: App): void {
  const workflow = editor.whole.peek();
  const { prompt, remarks } = exportApi(workflow, editor.registry);
  const count = Object.keys(prompt).length;
  for (const message of remarks) log.note({ level: 'warning', message });
  if (count === 0) {
    log.notify({
      level: 'warning',
      message: texts.files.nothingForComfyui,
      remedy: texts.files.whatComfyuiHas,
    });
    return;
  }
  download(`${workflow.name}.api.json`, new Blob([JSON.stringify(prompt, null, 2)], { type: 'application/json' }));
  const left = remarks.length > 0 && { remedy: texts.files.seeLog };
  log.notify({ level: 'info', message: texts.files.exported(count), ...left });
}
