/**
 * Where the project lives and where its releases are announced: as package.json says, or where a workflow of GitHub builds it, there.
 * @param {{ homepage?: string, releases?: string }} manifest
 * @param {Record<string, string | undefined>} environment
 */
export function addresses({ homepage, releases }, environment) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_API_URL: api } = environment;
  return {
    ...((homepage ?? (server && repository)) && { homepage: homepage ?? `${server}/${repository}` }),
    ...((releases ?? (api && repository)) && { releases: releases ?? `${api}/repos/${repository}/releases/latest` }),
  };
}
