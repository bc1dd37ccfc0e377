import { categoryTitle } from '../app/names.ts';

/** Name of a category with its tint. */
export function CategoryHeading({ category }: { category: string }) {
  if (category === '') return null;
  return <h3 class={`category-heading tint-${category}`}>{categoryTitle({ category })}</h3>;
}
