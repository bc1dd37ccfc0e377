import type { ForeignNode } from './foreignGraph.ts';
import { isRecord } from './reading.ts';
import { INSIDE_INPUTS, type Subgraph } from './readSheet.ts';

/** Subgraphs in each other that are followed; those that contain themselves are refused elsewhere. */
const DEEPEST = 20;

/** What a node that shows a subgraph says of the widgets inside: node of the subgraph, widget, value. */
export interface Promoted {
  readonly node: string;
  readonly widget: string;
  readonly value: unknown;
}

/**
 * The values that a node gives to the subgraph it shows. Newer files list them by the inputs of the subgraph, older ones by
 * `proxyWidgets`; undefined where it cannot be told which value is whose.
 */
export function promotedValues(instance: ForeignNode, subgraph: Subgraph): readonly Promoted[] | undefined {
  const own = ownValues(instance, subgraph);
  if (!own) return undefined;
  const given = Object.entries(instance.given).flatMap(([name, value]) => behindInput(subgraph, name, value));
  return [...own, ...given];
}

/** A widget of a node inside, which lies in the subgraphs of the nodes before it in `path`. */
export interface ShownWidget {
  readonly name: string;
  readonly path: readonly string[];
  readonly widget: string;
}

/** The widgets of its subgraph that a node shows as its own, without those that a wire from outside feeds. */
export function shownWidgets(
  instance: ForeignNode,
  subgraph: Subgraph,
  subgraphs: ReadonlyMap<string, Subgraph>,
): readonly ShownWidget[] {
  const wired = new Set(instance.inputs.flatMap(({ name, link }) => (link === undefined ? [] : [name])));
  const names = proxiesOf(instance.source) ?? inputsWithWidgets(subgraph);
  return names.flatMap(({ node, widget }) => {
    if (node !== undefined) return plainWidget(subgraph, { node, widget }, subgraphs, widget);
    const [first] = wired.has(widget) ? [] : behindInput(subgraph, widget, undefined);
    return first ? plainWidget(subgraph, first, subgraphs, widget) : [];
  });
}

/** Follows a widget through the frames of subgraphs inside to the node that has it. */
function plainWidget(
  subgraph: Subgraph,
  { node, widget }: Pick<Promoted, 'node' | 'widget'>,
  subgraphs: ReadonlyMap<string, Subgraph>,
  name: string,
  before: readonly string[] = [],
): ShownWidget[] {
  const found = subgraph.nodes.find(({ id }) => id === node);
  const path = [...before, node];
  if (!found || path.length > DEEPEST) return [];
  const inner = subgraphs.get(found.type);
  if (!inner) return [{ name, path, widget }];
  const [next] = behindInput(inner, widget, undefined);
  return next ? plainWidget(inner, next, subgraphs, name, path) : [];
}

function ownValues({ values, source }: ForeignNode, subgraph: Subgraph): readonly Promoted[] | undefined {
  if (!Array.isArray(values)) {
    return Object.entries(values).flatMap(([name, value]) => behindInput(subgraph, name, value));
  }
  if (values.length === 0) return [];
  const names = proxiesOf(source) ?? inputsWithWidgets(subgraph);
  if (names.length !== values.length) return undefined;
  return names.flatMap(({ node, widget }, index) =>
    node === undefined
      ? behindInput(subgraph, widget, values[index])
      : [{ node, widget, value: values[index] as unknown }],
  );
}

interface Named {
  /** Undefined for an input of the subgraph. */
  readonly node?: string;
  readonly widget: string;
}

function proxiesOf(source: unknown): readonly Named[] | undefined {
  const properties = isRecord(source) ? source.properties : undefined;
  const proxies = isRecord(properties) ? properties.proxyWidgets : undefined;
  if (!Array.isArray(proxies) || proxies.length === 0) return undefined;
  return proxies.map((proxy) => {
    const [node, widget] = Array.isArray(proxy) ? proxy.map(String) : [];
    return node === undefined || node === '-1' ? { widget: widget ?? '' } : { node, widget: widget ?? '' };
  });
}

function inputsWithWidgets(subgraph: Subgraph): readonly Named[] {
  return subgraph.inputs
    .filter(({ name }) => behindInput(subgraph, name, undefined).length > 0)
    .map(({ name }) => ({ widget: name }));
}

/** The widgets that an input of a subgraph stands for. */
function behindInput(subgraph: Subgraph, name: string, value: unknown): Promoted[] {
  const slot = subgraph.inputs.findIndex((input) => input.name === name);
  return subgraph.links.flatMap(({ from, to }) => {
    if (from.node !== INSIDE_INPUTS || from.slot !== slot) return [];
    const input = subgraph.nodes.find(({ id }) => id === to.node)?.inputs[to.slot];
    return input?.widget === undefined ? [] : [{ node: to.node, widget: input.widget, value }];
  });
}
