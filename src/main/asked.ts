import { z } from 'zod';
import { type DocumentState, type MenuCommand, type Theme, themes } from '../protocol/desktop.ts';

const menuCommands: z.ZodType<readonly MenuCommand[]> = z
  .array(
    z.object({
      id: z.string().max(100),
      title: z.string().max(200),
      section: z.string().max(50),
      keys: z.string().max(50).nullable(),
      enabled: z.boolean(),
      native: z.boolean(),
    }),
  )
  .max(500);

const documentState: z.ZodType<DocumentState> = z.object({
  name: z.string().max(1_000),
  path: z.string().max(10_000).nullable(),
  unsaved: z.array(z.string().max(1_000)).max(1_000),
});

/** What a page sends is read before it is used. @throws ZodError for anything else than what the editor sends */
export const readMenuCommands = (value: unknown): readonly MenuCommand[] => menuCommands.parse(value);
export const readDocumentState = (value: unknown): DocumentState => documentState.parse(value);
export const readTheme = (value: unknown): Theme => z.enum(themes).parse(value);
