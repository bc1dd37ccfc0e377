/** The answer to a call that does something and gives nothing. */
export async function answered(act: Promise<void>): Promise<null> {
  await act;
  return null;
}
