import type { Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';

/** The example that the first steps are taken on. */
export const GUIDE_WORKFLOW = 'workflows/text-to-image.json';

/** What a step points at: something on the page by its test id, or a node on the canvas by its kind. */
export type Target = { readonly testId: string } | { readonly kind: string };

export interface Step {
  readonly title: string;
  readonly text: string;
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
    title: 'Run it',
    text: 'Press Run. A small model that comes with Arcspace paints on this computer.',
    target: () => ({ testId: 'run' }),
    isDone: isPainted,
  },
  {
    title: 'Turn on Live',
    text: 'With Live on, every change is painted at once.',
    target: () => ({ testId: 'live' }),
    isDone: ({ runs }) => runs.live.value,
  },
  {
    title: 'Drag the seed',
    text: 'Drag the seed of Noise to the left or right. Each number is another point of latent space, and another picture.',
    target: () => ({ kind: 'noise' }),
    isDone: hasChanged('noise', 'seed'),
  },
  {
    title: 'Change a word',
    text: 'Click the text of Prompt and turn “by day” into “at night”, then click beside it.',
    target: () => ({ kind: 'prompt' }),
    isDone: hasChanged('prompt', 'text'),
  },
  {
    title: 'Compare',
    text: 'Results keeps every picture. Open it, and click one to see it large.',
    target: ({ preferences }) => ({ testId: preferences.values.value.drawer === 'results' ? 'result' : 'tab-results' }),
    isDone: ({ preferences, ui }) => preferences.values.value.drawer === 'results' && ui.viewer.value !== null,
  },
];
