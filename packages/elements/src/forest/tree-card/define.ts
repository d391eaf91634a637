import { defineElement } from '../../internal/define.ts';
import { KindTreeCard } from './tree-card.ts';

defineElement('kind-tree-card', KindTreeCard);
