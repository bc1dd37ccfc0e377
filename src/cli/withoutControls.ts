/** Texts from elsewhere could tell a terminal what to do. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
