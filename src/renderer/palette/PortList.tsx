import { portLabel } from '../../graph/labels.ts';
import type { Port } from '../../graph/port.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { wiresNeeded } from '../../graph/wiresNeeded.ts';
import { shapeOf } from '../canvas/view/portSpots.ts';
import { PortHead } from '../components/PortHead.tsx';
import { texts } from '../text/texts.ts';

/** "optional", or how many wires it takes; nothing for an ordinary port. */
function noteOf(name: string, { options }: Port, entry: NodeEntry): string {
  if (options.repeat) return texts.palette.orMore(options.repeat.min);
  return wiresNeeded(entry, name) === 0 ? texts.palette.optional : '';
}

interface Props {
  readonly entry: NodeEntry;
  readonly side: 'inputs' | 'outputs';
}

/** What a kind of node takes, or gives. */
export function PortList({ entry, side }: Props) {
  const ports = Object.entries(entry[side]);
  if (ports.length === 0) return null;
  return (
    <>
      <h4>{side === 'inputs' ? texts.palette.inputs : texts.palette.outputs}</h4>
      {ports.map(([name, port]) => (
        <div key={name} class="port">
          <PortHead
            label={portLabel(name)}
            type={port.type}
            shape={shapeOf(port.type, side === 'inputs' && port.options.repeat !== undefined)}
            description={port.description}
          >
            {side === 'inputs' && <span class="port-note">{noteOf(name, port, entry)}</span>}
          </PortHead>
        </div>
      ))}
    </>
  );
}
