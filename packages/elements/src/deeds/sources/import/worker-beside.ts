/** Starts the import's worker in the page script: it lies beside the chunk that this is in. */

/** What a browser with Trusted Types has; TypeScript does not know it yet. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (text: string) => string },
  ): { createScriptURL(text: string): string };
}

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined;

/** Throws where the page's policy or the script's origin allows none. */
export function startWorker(): Worker {
  const address = new URL('./worker.ts', import.meta.url).href;
  const factory: PolicyFactory | undefined = Reflect.get(globalThis, 'trustedTypes');
  // A page lets a name be taken once.
  policy ??= factory?.createPolicy('kindcart-import', { createScriptURL: () => address });
  return new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
}
