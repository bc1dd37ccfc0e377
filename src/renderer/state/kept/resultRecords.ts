import type { WorkflowDocument } from '../document/document.ts';
import type { NodeState } from '../document/editor.ts';
import { isPictures, isWorkflow, type Part } from '../document/sharedParts.ts';
import type { ReportResult, Result } from '../gallery/gallery.ts';
import { lastResult } from '../run/reduce.ts';

/** Something to keep: equal sources, equal records. */
export interface Source {
  readonly id: string;
  readonly source: object;
  readonly parts: readonly Part[];
  readonly value: ResultRecord;
}

type Plain<T> = Omit<T, 'document' | 'workflow' | 'pictures'>;

/** A result without its parts: a picture has its workflow and its pictures, a report its workflow, a node its pictures. */
export type ResultRecord =
  | { readonly kind: 'picture'; readonly document: string; readonly made: Plain<Result> }
  | { readonly kind: 'report'; readonly document: string; readonly made: Plain<ReportResult> }
  | { readonly kind: 'node'; readonly document: string; readonly node: string; readonly state: Plain<NodeState> };

export function pictureSource(result: Result): Source {
  const { workflow, document, pictures, ...made } = result;
  const value = { kind: 'picture', document: document.id, made } as const;
  return { id: `picture-${result.id}`, source: result, parts: [workflow, pictures], value };
}

export function reportSource(result: ReportResult): Source {
  const { workflow, document, ...made } = result;
  const value = { kind: 'report', document: document.id, made } as const;
  return { id: `report-${result.id}`, source: result, parts: [workflow], value };
}

export function nodeSource(document: WorkflowDocument, node: string, state: NodeState): Source {
  const { pictures, ...plain } = state.status === 'failed' ? state : { ...lastResult(state), status: state.status };
  const value = { kind: 'node', document: document.id, node, state: plain } as const;
  return { id: `node-${document.id}-${node}`, source: state, parts: pictures.length > 0 ? [pictures] : [], value };
}

export interface Restored {
  readonly results: readonly Result[];
  readonly reports: readonly ReportResult[];
  /** Of the nodes of each workflow. */
  readonly states: ReadonlyMap<WorkflowDocument, ReadonlyMap<string, NodeState>>;
}

export interface StoredRecord {
  readonly value: ResultRecord;
  readonly parts: readonly Part[];
}

/** @param documentOf the workflow of this name, which is open or was open before. */
export function restored(records: readonly StoredRecord[], documentOf: (id: string) => WorkflowDocument): Restored {
  const results: Result[] = [];
  const reports: ReportResult[] = [];
  const states = new Map<WorkflowDocument, Map<string, NodeState>>();
  for (const { value, parts } of records) {
    const pictures = parts.find(isPictures) ?? [];
    const workflow = parts.find(isWorkflow);
    const document = documentOf(value.document);
    if (value.kind === 'node') {
      const own = states.get(document) ?? new Map<string, NodeState>();
      states.set(document, own.set(value.node, { ...value.state, pictures }));
    } else if (workflow) {
      if (value.kind === 'picture') results.push({ ...value.made, workflow, document, pictures });
      else reports.push({ ...value.made, workflow, document });
    }
  }
  return { results: results.sort(byId), reports: reports.sort(byId), states };
}

const byId = (one: { readonly id: number }, other: { readonly id: number }) => one.id - other.id;
