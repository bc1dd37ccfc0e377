import type { FoundPart, PartRole } from '../../protocol/types.ts';
import { bytes } from '../text/formats.ts';
import { type Texts, texts } from '../text/texts.ts';

/** Files of one kind; texts.models.parts says what they are called and where they are chosen. */
interface Group {
  readonly kind: keyof Texts['models']['parts'];
  readonly roles: readonly PartRole[];
}

const groups: readonly Group[] = [
  { kind: 'parts', roles: ['denoiser', 'vae', 'text_encoder'] },
  { kind: 'loras', roles: ['lora'] },
  { kind: 'embeddings', roles: ['embedding'] },
];

/** Files that belong to models: what each is, how large, and what is wrong with it. */
export function PartList({ parts }: { parts: readonly FoundPart[] }) {
  return groups.map(({ kind, roles }) => {
    const { title, use } = texts.models.parts[kind];
    const own = parts.filter(({ role }) => roles.includes(role));
    if (own.length === 0) return null;
    return (
      <section key={kind} class="model" aria-label={title}>
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
