import type { Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import type { Texts } from '../text/texts.ts';

/** The example that the first steps are taken on. */
export const GUIDE_WORKFLOW = 'workflows/text-to-image.json';

/** What a step points at: something on the page by its test id, or a node on the canvas by its kind. */
export type Target = { readonly testId: string } | { readonly kind: string };

export interface Step {
  readonly name: keyof Texts['guide']['steps'];
  target(app: App): Target;
  /** @param begun the workflow when the step began */
  isDone(app: App, begun: Workflow): boolean;
}

/** Whether a parameter of the first node of a kind is another one by now. */
function hasChanged(kind: string, parameter: string): Step['isDone'] {
  const nodeIn = ({ nodes }: Workflow) => nodes.find(({ type }) => type === kind);
  return ({ editor }, begun) => {
    const [now, before] = [nodeIn(editor.whole.value), nodeIn(begun)];
    return now?.id === before?.id && now?.parameters[parameter] !== before?.parameters[parameter];
  };
}

function isPainted({ editor }: App): boolean {
  const decode = editor.whole.value.nodes.find(({ type }) => type === 'decode');
  return (editor.nodeStates.value.get(decode?.id ?? '')?.pictures.length ?? 0) > 0;
}

/** A minute that shows what the program is about. */
export const steps: readonly Step[] = [
  {
    name: 'run',
    target: () => ({ testId: 'run' }),
    isDone: isPainted,
  },
  {
    name: 'live',
    target: () => ({ testId: 'live' }),
    isDone: ({ runs }) => runs.live.value,
  },
  {
    name: 'seed',
    target: () => ({ kind: 'noise' }),
    isDone: hasChanged('noise', 'seed'),
  },
  {
    name: 'word',
    target: () => ({ kind: 'prompt' }),
    isDone: hasChanged('prompt', 'text'),
  },
  {
    name: 'compare',
    target: ({ preferences }) => ({ testId: preferences.values.value.drawer === 'results' ? 'result' : 'tab-results' }),
    isDone: ({ preferences, ui }) => preferences.values.value.drawer === 'results' && ui.viewer.value !== null,
  },
];
