// The analyzer's own types leave out `create` and the plugin for Lit.
declare module '@custom-elements-manifest/analyzer/index.js' {
  /** The analyzer's own TypeScript, whose trees it needs. */
  export const ts: typeof import('typescript');
  export function create(options: {
    modules: readonly import('typescript').SourceFile[];
    plugins?: readonly object[];
    context?: { dev: boolean };
  }): unknown;
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  export function litPlugin(): readonly object[];
}
