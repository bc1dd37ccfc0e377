import { missingModelText } from '../../graph/models/missingModelProblem.ts';
import type { MissingModel, Offer } from '../../graph/models/missingModels.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';

/** The others are in the menu of the Load model node. */
const OFFERS = 3;

const why: Readonly<Record<Offer['fit'], string>> = {
  'same files': 'The same files under another name',
  'similar name': 'A file with a similar name: perhaps another version of it',
  'same kind': 'Another one of the same kind: the pictures will differ',
  'unknown kind': 'Another one, perhaps of another kind: the workflow does not say which kind it needs',
};

/** Something that the open workflow needs, with one click to each that can take its place. */
export function MissingModelNote({ missing, show }: { missing: MissingModel; show?: (node: string) => void }) {
  const { missingModels } = useApp();
  const { message, remedy } = missingModelText(missing);
  const [place] = missing.places;
  return (
    <div class="missing-model" data-testid={`missing-${missing.name}`}>
      <Icon name="warning" />
      <div>
        <p>{message}</p>
        <p class="muted">{remedy}</p>
        <div class="offers">
          {missing.offers.slice(0, OFFERS).map((offer) => (
            <button
              key={offer.name}
              type="button"
              class="button ellipsis"
              title={why[offer.fit]}
              onClick={() => missingModels.take(missing, offer)}
            >
              Use {offer.name}
            </button>
          ))}
          {show && place && (
            <button type="button" class="button" onClick={() => show(place.node)}>
              Show
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
