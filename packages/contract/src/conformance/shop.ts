/** A shop that a case has orders told of: a merchant, a project, and charity items. */
import type { CharityItemWhole, CreateCharityItem } from '../commerce/charity-item.ts';
import type { CharityItemTerms } from '../commerce/item.ts';
import { type CreateMerchant, createMerchantExample, type Merchant } from '../commerce/merchant.ts';
import { type Order, type RecordOrder, recordOrderExample } from '../commerce/order.ts';
import type { OrderLine } from '../commerce/pledge.ts';
import type { ShopImpact } from '../commerce/shop-impact.ts';
import type { Statement } from '../commerce/statement.ts';
import type { Project } from '../giving/project.ts';
import { granted } from './ask.ts';
import type { Stage } from './stage.ts';

let told = 0;

/** Goods for so many cents. */
export function goods(
  amount: number,
  changes: Partial<OrderLine> = {},
): RecordOrder['lines'][number] {
  const { collections = [], tags = [], ...rest } = changes;
  return {
    ...{ id: '1', productId: null, variantId: null, sku: null, quantity: 1, kind: 'goods', amount },
    ...rest,
    collections: [...collections],
    tags: [...tags],
  };
}

export class Shop {
  readonly stage: Stage;
  readonly merchant: Merchant;
  readonly project: Project;

  constructor(stage: Stage, merchant: Merchant, project: Project) {
    this.stage = stage;
    this.merchant = merchant;
    this.project = project;
  }

  /** What makes a charity item that gives 1 % of each order. */
  itemBody(terms: Partial<CharityItemTerms> = {}, place = 1): CreateCharityItem {
    return {
      merchantId: this.merchant.id,
      name: 'One per cent',
      place,
      terms: {
        currency: this.merchant.currency,
        gives: { kind: 'order_share', basisPoints: 100 },
        scope: { kind: 'shop' },
        least: null,
        most: null,
        startsAt: '2026-01-01T00:00:00.000Z',
        endsAt: null,
        split: [{ projectId: this.project.id, basisPoints: 10_000 }],
        choices: [],
        ...terms,
      },
    };
  }

  item(terms?: Partial<CharityItemTerms>, place?: number): Promise<CharityItemWhole> {
    return granted(this.stage.ask('createCharityItem', { body: this.itemBody(terms, place) }));
  }

  async readItem({ id }: Pick<CharityItemWhole, 'id'>) {
    const { items } = await granted(this.stage.ask('listCharityItems', {}, { query: `ids=${id}` }));
    return items[0];
  }

  /** What all of its charity items have given. */
  impact(): Promise<ShopImpact> {
    const params = { merchantId: this.merchant.id };
    return granted(this.stage.ask('getShopImpact', { params }));
  }

  /** What tells of a new order of 10 dollars and 1 cent, paid at the time. */
  orderBody(paidAt: string, changes: Partial<RecordOrder> = {}): RecordOrder {
    told += 1;
    return {
      ...recordOrderExample,
      merchantId: this.merchant.id,
      shopOrderId: `9007199254740993-${told}`,
      updatedAt: paidAt,
      currency: this.merchant.currency,
      paidAt,
      roundUp: null,
      lines: [goods(1_001)],
      ...changes,
    };
  }

  tell(body: RecordOrder): Promise<Order> {
    return granted(this.stage.ask('recordOrder', { body }));
  }

  state(): Promise<Statement> {
    return granted(this.stage.ask('createStatement', { body: { merchantId: this.merchant.id } }));
  }

  readStatement({ id }: Pick<Statement, 'id'>): Promise<Statement> {
    return granted(this.stage.ask('getStatement', { params: { statementId: id } }));
  }

  readOrder({ id }: Pick<Order, 'id'>): Promise<Order> {
    return granted(this.stage.ask('getOrder', { params: { orderId: id } }));
  }
}

/** What makes a merchant that trades in US dollars. */
export function merchantBody(changes: Partial<CreateMerchant> = {}): CreateMerchant {
  return {
    ...createMerchantExample,
    currency: 'USD',
    completes: { when: 'fulfilled' },
    timeZone: 'UTC',
    // A statement is made when a case asks for it, and by no amount.
    statementThreshold: null,
    statementEmail: null,
    ...changes,
  };
}

/** Opens a shop with a project to give to. */
export async function openShop(stage: Stage, changes?: Partial<CreateMerchant>): Promise<Shop> {
  const body = merchantBody(changes);
  const merchant = await granted(stage.ask('createMerchant', { body }));
  return new Shop(stage, merchant, await stage.project());
}

/** The time so many milliseconds later. */
export function later(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}
