import { effect } from '@preact/signals';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import type { EditorStore } from './createEditor.ts';
import type { Log } from './log.ts';

const INTERVAL = 3000;

export interface Autosave {
  /** Writes now what would be written in a moment: the page may be about to close. */
  flush(): void;
  stop(): void;
}

/**
 * Keeps unsaved work safe: a few seconds after the last change it is written aside, and taken away once it is saved.
 * Nothing is written before the first change of this session, so that what an earlier one left stays until then.
 */
export function startAutosave(client: EngineClient, editor: EditorStore, log: Log, interval = INTERVAL): Autosave {
  let written: Workflow | null = null;
  let touched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const failed = () => {
    log.note({
      level: 'warning',
      message: 'Unsaved work could not be kept aside.',
      remedy: 'Save the workflow; the engine may be starting again.',
    });
  };
  const keep = async () => {
    const workflow = editor.workflow.peek();
    const savedAs = editor.document.peek().path.peek();
    try {
      if (editor.dirty.peek()) {
        if (workflow === written) return;
        await client.call('writeAutosave', { text: serializeWorkflow(workflow), savedAs });
        written = workflow;
      } else if (written) {
        await client.call('clearAutosave', {});
        written = null;
      }
    } catch {
      failed();
    }
  };
  const stop = effect(() => {
    editor.workflow.value;
    touched ||= editor.dirty.value;
    if (!touched) return;
    clearTimeout(timer);
    timer = setTimeout(keep, interval);
  });
  return {
    flush() {
      if (!touched) return;
      clearTimeout(timer);
      void keep();
    },
    stop() {
      clearTimeout(timer);
      stop();
    },
  };
}
