import type { ComponentChildren } from 'preact';
import './Setting.css';

interface Props {
  readonly title: string;
  readonly hint?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A row: what can be set, what that means, and the control for it. */
export function Setting({ title, hint, children }: Props) {
  return (
    <div class="setting-row">
      <div>
        <p>{title}</p>
        {hint && <p class="hint">{hint}</p>}
      </div>
      <div class="setting-control">{children}</div>
    </div>
  );
}
