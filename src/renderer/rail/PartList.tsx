import type { FoundPart } from '../../protocol/types.ts';
import { bytes } from '../app/formats.ts';

/** Files that are parts of models: what each is, how large, and what is wrong with it. */
export function PartList({ parts }: { parts: readonly FoundPart[] }) {
  return (
    <section class="model" aria-label="Parts of models">
      <h3>Parts of models</h3>
      <p class="muted">Choose them in Load model from parts.</p>
      <dl>
        {parts.map(({ name, kind, title, path, bytes: size, fault }) => (
          <div key={`${kind} ${name}`} title={path}>
            <dt class="ellipsis">{name}</dt>
            <dd>{fault ?? `${title}, ${bytes(size)}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
