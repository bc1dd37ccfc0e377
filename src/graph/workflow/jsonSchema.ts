import { z } from 'zod';
import { workflowSchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of a workflow file, for editors and scripts; generated, never written by hand. */
export function workflowJsonSchema(): Record<string, unknown> {
  return { title: 'Arcspace workflow', ...z.toJSONSchema(workflowSchema, { io: 'input' }) };
}
