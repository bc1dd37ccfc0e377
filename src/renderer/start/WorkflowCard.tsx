import { useEffect, useState } from 'preact/hooks';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { nameOfFile } from '../../protocol/workflowName.ts';
import { useApp } from '../app/context.ts';
import { GraphSketch } from './GraphSketch.tsx';

interface Props {
  readonly path: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly thumbnail?: string | undefined;
  open(): void;
}

/** The workflow itself, to draw it while it has no picture. */
function useWorkflow(path: string, wanted: boolean): Workflow | null {
  const { client, read } = useApp();
  const [workflow, setWorkflow] = useState<Workflow | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const found = client.call('openWorkflow', { path }).then(({ text }) => read(text));
    // Opening it says what is wrong; its card only stays without a drawing.
    found.then((parsed) => setWorkflow(parsed?.workflow ?? null)).catch(() => undefined);
  }, [client, read, path, wanted]);
  return workflow;
}

export function WorkflowCard({ path, title, description, thumbnail, open }: Props) {
  const workflow = useWorkflow(path, thumbnail === undefined);
  return (
    <button type="button" class="card" data-testid={`start-${nameOfFile(path)}`} title={path} onClick={open}>
      <span class="card-picture">
        {thumbnail ? <img src={thumbnail} alt="" draggable={false} /> : workflow && <GraphSketch workflow={workflow} />}
      </span>
      <span class="card-title">{title}</span>
      {description && <span class="card-description muted">{description}</span>}
    </button>
  );
}
