/** Addresses of pictures that are fetched when they are first shown. */
export interface FetchedPictures {
  /**
   * @param name of what is fetched: the same name, the same picture.
   * @returns undefined where there is none.
   */
  of(name: string, fetchPicture: () => Promise<{ readonly bytes: Uint8Array }>): Promise<string | undefined>;
  dispose(): void;
}

/**
 * @param most pictures that are kept ready; the ones that were shown longest ago go.
 * @param type of the pictures: "image/webp".
 */
export function createFetchedPictures(most: number, type = 'image/webp'): FetchedPictures {
  const fetched = new Map<string, Promise<string | undefined>>();
  const addressOf = async (fetchPicture: () => Promise<{ readonly bytes: Uint8Array }>) => {
    try {
      const { bytes } = await fetchPicture();
      return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    } catch {
      return undefined;
    }
  };
  const forget = (name: string): void => {
    void fetched.get(name)?.then((address) => address && URL.revokeObjectURL(address));
    fetched.delete(name);
  };
  return {
    of(name, fetchPicture) {
      const known = fetched.get(name) ?? addressOf(fetchPicture);
      fetched.delete(name);
      fetched.set(name, known);
      // What failed may be there the next time.
      void known.then((address) => address === undefined && fetched.delete(name));
      for (const oldest of [...fetched.keys()].slice(0, Math.max(0, fetched.size - most))) forget(oldest);
      return known;
    },
    dispose() {
      for (const name of [...fetched.keys()]) forget(name);
    },
  };
}
