/** What `sharedDecorator` puts in the place of esbuild's own helper. */
type FieldDecorator = (target: object, key: string) => unknown;

/** Applies the decorators of one field, the last one first, as compilers do. */
export function decorateField(decorators: FieldDecorator[], target: object, key: string): void {
  for (const decorate of decorators.reverse()) decorate(target, key);
}
