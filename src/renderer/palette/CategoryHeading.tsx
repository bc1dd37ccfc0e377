import { currentTheme } from '../canvas/themeWatch.ts';
import { categoryTitle } from '../text/names.ts';
import { categoryTint } from '../theme/tokens.ts';

/** Name of a category with its tint. */
export function CategoryHeading({ category }: { category: string }) {
  if (category === '') return null;
  return (
    <h3 class="category-heading tinted" style={{ '--tint': categoryTint(currentTheme(), category) }}>
      {categoryTitle({ category })}
    </h3>
  );
}
