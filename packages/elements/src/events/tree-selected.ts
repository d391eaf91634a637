/** A visitor opened a tree on a map, on a plan or in a list. */
export class KindTreeSelectedEvent extends Event {
  /** The number that the tree has for ever. */
  readonly treeNumber: number;

  constructor(treeNumber: number) {
    super('kind-tree-selected', { bubbles: true, composed: true });
    this.treeNumber = treeNumber;
  }
}

declare global {
  interface HTMLElementEventMap {
    'kind-tree-selected': KindTreeSelectedEvent;
  }
}
