import type { ComponentChildren } from 'preact';
import { words } from '../../graph/labels.ts';
import type { PortType } from '../../graph/values.ts';

interface Props {
  readonly label: string;
  readonly type: PortType;
  readonly description: string;
  /** What is wired to it, or whether something must be. */
  readonly children?: ComponentChildren;
}

/** A port: its sign and its name, what flows, and what it is for. */
export function PortHead({ label, type, description, children }: Props) {
  return (
    <>
      <p class="port-head">
        <span class={`port-sign wire-${type}`} />
        <span class="port-name">{label}</span>
        {words(type) !== label && <span class="muted">{words(type)}</span>}
        {children}
      </p>
      {description && (
        <p class="port-description" title={description}>
          {description}
        </p>
      )}
    </>
  );
}
