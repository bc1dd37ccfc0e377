import { missingModelText } from '../../graph/models/missingModelProblem.ts';
import type { MissingModel } from '../../graph/models/missingModels.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';

/** The others are in the menu of the Load model node. */
const OFFERS = 3;

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
              title={texts.models.whyOffered[offer.fit]}
              onClick={() => missingModels.take(missing, offer)}
            >
              {texts.models.use(offer.name)}
            </button>
          ))}
          {show && place && (
            <button type="button" class="button" onClick={() => show(place.node)}>
              {texts.models.show}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
