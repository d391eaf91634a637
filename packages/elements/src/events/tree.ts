/** Says that somebody has chosen a tree and a place, and goes on to hold and to pay it. */
export class KindTreeChosenEvent extends Event {
  /** Id of the species. */
  readonly speciesId: string;
  /** Id of the plot. */
  readonly plotId: string;
  /** Number of the place; null for any that is free. */
  readonly placeNumber: number | null;

  constructor(speciesId: string, plotId: string, placeNumber: number | null) {
    super('kind-tree-chosen', { bubbles: true, composed: true });
    this.speciesId = speciesId;
    this.plotId = plotId;
    this.placeNumber = placeNumber;
  }
}

/** Says that a tree is adopted, as the platform confirmed it. Fires once for each adoption. */
export class KindTreeAdoptedEvent extends Event {
  /** Number of the tree. */
  readonly treeNumber: number;
  /** Id of the tree. */
  readonly treeId: string;
  /** Id of the adoption. */
  readonly adoptionId: string;

  constructor(treeNumber: number, treeId: string, adoptionId: string) {
    super('kind-tree-adopted', { bubbles: true, composed: true });
    this.treeNumber = treeNumber;
    this.treeId = treeId;
    this.adoptionId = adoptionId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-tree-chosen': KindTreeChosenEvent;
    'kind-tree-adopted': KindTreeAdoptedEvent;
  }
}
