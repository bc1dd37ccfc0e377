import type { GraphPictures } from '../../state/document/editor.ts';
import { darkTheme, lightTheme, type Theme } from '../../theme/tokens.ts';
import type { Stage } from '../stage.ts';
import { graphPng, graphSize, graphSvg, tooLarge } from './graphPicture.ts';

/** Pictures of what a stage shows. */
export function graphPictures(stage: Stage): GraphPictures {
  const graph = (theme: Theme['name']) => ({ ...stage.whole(), theme: theme === 'light' ? lightTheme : darkTheme });
  return {
    size(scale) {
      const [width, height] = graphSize(graph('dark'), scale);
      const refusal = tooLarge([width, height], scale);
      return { width, height, ...(refusal !== undefined && { refusal }) };
    },
    png: (theme, scale) => graphPng(graph(theme), scale),
    svg: (theme, metadata) => graphSvg(graph(theme), metadata),
  };
}
