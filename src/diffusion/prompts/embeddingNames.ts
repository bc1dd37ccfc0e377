/** A stretch of words, or the name of an embedding (Gal et al., arXiv 2208.01618), which stands for vectors in their place. */
export type PromptPiece = string | { readonly embedding: string };

/** As in ComfyUI: the name goes on to the next sign that has a meaning in prompts. */
const reference = /\bembedding:([^\s,:;()[\]{}|\\]+)/gi;

/** Where a text names embeddings: "a house, embedding:ink, at night". */
export function promptPieces(text: string): readonly PromptPiece[] {
  const pieces: PromptPiece[] = [];
  let end = 0;
  for (const { 0: whole, 1: embedding = '', index } of text.matchAll(reference)) {
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push({ embedding });
    end = index + whole.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

/** Names of the embeddings in some texts, each once, in the order in which they are met. */
export function embeddingNames(texts: readonly string[]): readonly string[] {
  const pieces = texts.flatMap(promptPieces);
  return [...new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.embedding])))];
}

/** The text with another embedding wherever it names this one. */
export function renameEmbedding(text: string, from: string, to: string): string {
  return text.replace(reference, (whole, name: string) => {
    return name === from ? `${whole.slice(0, whole.length - name.length)}${to}` : whole;
  });
}
