import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import { titleOf } from '../commands/command.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';

interface Props {
  readonly id: string;
  readonly class?: string;
  readonly testId?: string;
  readonly pressed?: boolean;
  readonly children: ComponentChildren;
}

/** A button for a command of the table, with its keys in the tooltip. */
export function CommandButton({ id, class: className = 'icon-button', testId, pressed, children }: Props) {
  const app = useApp();
  const found = command(id);
  return (
    <button
      type="button"
      class={className}
      data-testid={testId}
      title={tooltip(app, found)}
      aria-label={titleOf(found)}
      aria-pressed={pressed}
      disabled={!found.enabled(app)}
      onClick={() => found.run(app)}
    >
      {children}
    </button>
  );
}
