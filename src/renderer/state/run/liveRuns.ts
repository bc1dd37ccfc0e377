import { computed, effect, type Signal, signal } from '@preact/signals';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { EditorStore } from '../document/createEditor.ts';
import { sameComputation } from './sameComputation.ts';

/** Runs on every change, while somebody wants that. */
export interface LiveRuns {
  /** Whether somebody chose it. */
  readonly chosen: Signal<boolean>;
  readonly isOn: () => boolean;
  readonly targets: () => readonly string[];
  /** Wants it until what comes back is called. */
  hold(targets?: readonly string[]): () => void;
  /** This is being computed: the next change is told from it. */
  began(workflow: Workflow): void;
  dispose(): void;
}

interface Listener {
  /** Something changed that a run would show. */
  changed(targets: readonly string[]): void;
  /** Another workflow is shown: what ran live for the one before is of no use. */
  left(): void;
  /** After each change of the shown workflow, or of what is wanted. */
  looked(): void;
}

const everything: readonly string[] = [];

export function createLiveRuns(editor: EditorStore, { changed, left, looked }: Listener): LiveRuns {
  const chosen = signal(false);
  const holds = signal<readonly { readonly targets: readonly string[] | undefined }[]>([]);
  const isOn = computed(() => chosen.value || holds.value.length > 0);
  const targets = computed(() => holds.value.findLast((hold) => hold.targets)?.targets ?? everything);
  let computing: Workflow | null = null;
  let before = { document: editor.document.peek(), isOn: false, targets: targets.peek() };

  const dispose = effect(() => {
    const workflow = editor.workflow.value;
    const now = { document: editor.document.value, isOn: isOn.value, targets: targets.value };
    const wasOpened = now.document !== before.document;
    const isNew = now.isOn && (!before.isOn || now.targets !== before.targets);
    before = now;
    if (wasOpened) {
      // Opening a file never runs anything, and nobody looks at what runs live for another.
      left();
      computing = workflow;
    } else if (isNew || (now.isOn && !(computing && sameComputation(computing, workflow)))) {
      changed(now.targets);
    }
    looked();
  });

  return {
    chosen,
    isOn: () => isOn.peek(),
    targets: () => targets.peek(),
    hold(wanted) {
      const hold = { targets: wanted };
      holds.value = [...holds.peek(), hold];
      return () => {
        holds.value = holds.peek().filter((each) => each !== hold);
      };
    },
    began(workflow) {
      computing = workflow;
    },
    dispose,
  };
}
