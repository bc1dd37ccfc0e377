declare module 'litegraph.js/build/litegraph.core.js' {
  const core: import('./types.ts').LitegraphModule;
  export default core;
}
