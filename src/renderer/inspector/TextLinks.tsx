import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { linksIn } from '../canvas/markdown/linksIn.ts';
import type { ParameterField } from '../parameters/fields.ts';
import { texts } from '../text/texts.ts';

/** The links in the texts of a node, which on the canvas only a pointer reaches. */
export function TextLinks({ node, fields }: { node: WorkflowNode; fields: readonly ParameterField[] }) {
  const written = fields.filter(({ spec }) => spec.isMarkdown).map(({ spec }) => node.parameters[spec.name]);
  const links = written.flatMap((text) => (typeof text === 'string' ? linksIn(text) : []));
  if (links.length === 0) return null;
  return (
    <section class="inspector-section" aria-label={texts.inspector.links}>
      <h3>{texts.inspector.links}</h3>
      <ul class="text-links">
        {links.map(({ text, href }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
