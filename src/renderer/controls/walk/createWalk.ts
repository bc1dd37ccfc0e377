import type { App } from '../../app/createApp.ts';
import { sameComputation } from '../../state/run/sameComputation.ts';

interface Walking extends Pick<App, 'client' | 'runs' | 'ui'> {
  readonly editor: Pick<App['editor'], 'document' | 'whole'>;
}

/**
 * What a walk that plays does next, asked again and again: a step once a run of the workflow as it is now has completed;
 * none ever again after a failure, without an engine, in another document, and where the Explorer opens or closes over it.
 */
export function createWalk({ client, editor, runs, ui }: Walking): () => 'step' | 'wait' | 'stop' {
  const document = editor.document.peek();
  const explorer = ui.explorer.peek();
  return () => {
    const elsewhere = editor.document.peek() !== document || ui.explorer.peek() !== explorer;
    if (elsewhere || client.connection.peek() !== 'connected') return 'stop';
    const last = runs.last.peek();
    if (runs.current.peek() || !last || !sameComputation(last.workflow, editor.whole.peek())) return 'wait';
    return last.problem ? 'stop' : 'step';
  };
}
