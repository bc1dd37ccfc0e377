import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import type { WorkflowDocument } from '../state/document/document.ts';
import { texts } from '../text/texts.ts';

interface Props<T> {
  /** Oldest first. */
  readonly list: readonly T[];
  show(made: T): ComponentChildren;
}

/** What was made in this session, newest first: that of the open workflow before all other. */
export function OwnAndOthers<T extends { readonly document: WorkflowDocument }>({ list, show }: Props<T>) {
  const open = useApp().editor.document.value;
  const newest = list.toReversed();
  const others = newest.filter(({ document }) => document !== open);
  return (
    <>
      {newest.filter(({ document }) => document === open).map(show)}
      {others.length > 0 && <h2 class="muted">{texts.results.fromOtherWorkflows}</h2>}
      {others.map(show)}
    </>
  );
}
