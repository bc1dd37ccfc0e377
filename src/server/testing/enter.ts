/** Opens an address as a browser would. @returns the `Cookie` header that lets it in from then on, empty when refused */
export async function enter(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}
