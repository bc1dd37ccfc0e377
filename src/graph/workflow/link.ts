/** One end of a link: a node and one of its ports. Ids hold no dots, so the first dot separates. */
export interface LinkEnd {
  readonly node: string;
  readonly port: string;
}

/** "slerp.a" -> slerp, a; "blend.points.2" -> blend, points.2. Undefined when there is no port. */
export function parseLinkEnd(text: string): LinkEnd | undefined {
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1) return undefined;
  return { node: text.slice(0, dot), port: text.slice(dot + 1) };
}

export function formatLinkEnd(end: LinkEnd): string {
  return `${end.node}.${end.port}`;
}
