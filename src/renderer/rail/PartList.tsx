import type { FoundPart, PartRole } from '../../protocol/types.ts';
import { bytes } from '../text/formats.ts';

interface Group {
  readonly title: string;
  /** Where they are chosen. */
  readonly use: string;
  readonly roles: readonly PartRole[];
}

const groups: readonly Group[] = [
  {
    title: 'Parts of models',
    use: 'Choose them in Load model from parts.',
    roles: ['denoiser', 'vae', 'text_encoder'],
  },
  { title: 'LoRAs', use: 'Choose them in Load LoRA.', roles: ['lora'] },
  { title: 'Embeddings', use: 'Write embedding:name in a prompt.', roles: ['embedding'] },
];

/** Files that belong to models: what each is, how large, and what is wrong with it. */
export function PartList({ parts }: { parts: readonly FoundPart[] }) {
  return groups.map(({ title, use, roles }) => {
    const own = parts.filter(({ role }) => roles.includes(role));
    if (own.length === 0) return null;
    return (
      <section key={title} class="model" aria-label={title}>
        <h3>{title}</h3>
        <p class="muted">{use}</p>
        <dl>
          {own.map((part) => (
            <div key={`${part.role} ${part.name}`} title={part.path}>
              <dt class="ellipsis">{part.name}</dt>
              <dd>{about(part)}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}

function about({ title, bytes: size, fault, remedy }: FoundPart): string {
  return fault === undefined ? `${title}, ${bytes(size)}` : `${fault} ${remedy ?? ''}`;
}
