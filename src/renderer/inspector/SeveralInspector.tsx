import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { select } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { shortTitle } from '../commands/command.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { texts } from '../text/texts.ts';
import { SharedParameters } from './SharedParameters.tsx';

const offered = ['run-to-here', 'duplicate', 'group', 'make-block', 'bypass', 'mute', 'collapse', 'tidy', 'delete'];

export function SeveralInspector({ nodes }: { nodes: readonly WorkflowNode[] }) {
  const app = useApp();
  return (
    <div class="scroll">
      <header class="inspector-header">
        <h2>{texts.inspector.severalNodes(nodes.length)}</h2>
        <p class="muted">{texts.inspector.severalAbout}</p>
      </header>
      <section class="inspector-section button-flow">
        {offered.map(command).map((each) => (
          <button key={each.id} type="button" class="button" title={tooltip(app, each)} onClick={() => each.run(app)}>
            {shortTitle(each)}
          </button>
        ))}
      </section>
      <SharedParameters nodes={nodes} />
      <section class="inspector-section">
        {nodes.map((node) => (
          <button key={node.id} type="button" class="row-button" onClick={() => select(app, [node.id])}>
            {nodeTitle(node, app.editor.registry)}
          </button>
        ))}
      </section>
    </div>
  );
}
