/** What all charity items of a merchant have given together, and to which projects. */
const exact = 'numeric(38,8)';

export const statements = [
  // Folds of confirmed pledges, moved in the commit that moves them. A merchant has rows from its first on.
  `create table merchant_total (
    organization_id text collate "C" not null,
    merchant_id text collate "C" not null,
    -- Each order once, by however many charity items it gave.
    orders bigint not null check (orders >= 0),
    version bigint not null,
    updated_at timestamptz not null,
    primary key (organization_id, merchant_id),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id)
  )`,
  `create table merchant_project_total (
    organization_id text collate "C" not null,
    merchant_id text collate "C" not null,
    project_id text collate "C" not null,
    given ${exact} not null check (given >= 0),
    primary key (organization_id, merchant_id, project_id),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id)
  )`,
  `insert into merchant_total (organization_id, merchant_id, orders, version, updated_at)
    select shop_order.organization_id, merchant_id, count(distinct shop_order.id), 1, now()
    from pledge join shop_order on shop_order.organization_id = pledge.organization_id
      and shop_order.id = pledge.order_id
    where pledge.state = 'confirmed' group by shop_order.organization_id, merchant_id`,
  `insert into merchant_project_total (organization_id, merchant_id, project_id, given)
    select shop_order.organization_id, merchant_id, part.project_id, sum(part.amount)
    from pledge join shop_order on shop_order.organization_id = pledge.organization_id
      and shop_order.id = pledge.order_id
    join pledge_part as part on part.organization_id = pledge.organization_id
      and part.order_id = pledge.order_id and part.charity_item_id = pledge.charity_item_id
    where pledge.state = 'confirmed' group by shop_order.organization_id, merchant_id, part.project_id`,
];
