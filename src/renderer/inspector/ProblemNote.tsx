import { useComputed } from '@preact/signals';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';

/** What went wrong at this node, and what to do. */
export function ProblemNote({ id }: { id: string }) {
  const { editor } = useApp();
  const problem = useComputed(() => editor.nodeStates.value.get(id)?.problem).value;
  if (!problem) return null;
  return (
    <section class="inspector-section">
      <div class="note error" role="alert" data-testid="problem">
        <Icon name="error" />
        <div>
          <p>{problem.message}</p>
          <p class="muted">{problem.remedy}</p>
        </div>
      </div>
    </section>
  );
}

export function Warnings({ id }: { id: string }) {
  const { editor } = useApp();
  const warnings = useComputed(() => editor.nodeStates.value.get(id)?.warnings ?? []).value;
  if (warnings.length === 0) return null;
  return (
    <section class="inspector-section">
      {warnings.map((warning) => (
        <div key={warning} class="note warning">
          <Icon name="warning" />
          <p>{warning}</p>
        </div>
      ))}
    </section>
  );
}
