import type { ComponentChildren } from 'preact';
import { words } from '../../graph/labels.ts';
import type { PortType } from '../../graph/values.ts';
import type { PortShape } from '../canvas/view/portSpots.ts';
import { wireColour } from '../theme/tokens.ts';

interface Props {
  readonly label: string;
  readonly type: PortType;
  readonly shape: PortShape;
  readonly description: string;
  /** What is wired to it, or whether something must be. */
  readonly children?: ComponentChildren;
}

/** A port: its sign and its name, what flows, and what it is for. */
export function PortHead({ label, type, shape, description, children }: Props) {
  return (
    <>
      <p class="port-head">
        <span class="port-icon" data-shape={shape} style={{ '--wire': wireColour(type) }} />
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
