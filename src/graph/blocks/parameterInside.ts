import { type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Level } from './level.ts';

/** The parameter of a node that one of a block is; any other is itself. */
export function parameterInside({ ports }: Pick<Level, 'ports'>, end: LinkEnd): LinkEnd {
  const shown = ports.get(end.node)?.parameters.find(({ name }) => name === end.port);
  return (shown && parseLinkEnd(shown.target)) ?? end;
}
