/** What shoppers add to their orders: as it was told, and what of it has to be passed on. */
export const statements = [
  `alter table shop_order
     add column round_up_project text collate "C",
     add column round_up_amount bigint check (round_up_amount >= 0),
     add column round_up_state text
       check (round_up_state in ('pending', 'confirmed', 'reversed', 'refused')),
     add check ((round_up_project is null) = (round_up_amount is null))`,

  // A row for each project that an order ever named, so that what was passed on can be credited.
  `create table round_up (
    organization_id text collate "C" not null,
    order_id text collate "C" not null,
    project_id text collate "C" not null,
    state text not null check (state in ('pending', 'confirmed', 'reversed')),
    amount bigint not null check (amount >= 0),
    updated_at timestamptz not null,
    primary key (organization_id, order_id, project_id),
    foreign key (organization_id, order_id) references shop_order (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id),
    check ((state = 'reversed') = (amount = 0))
  )`,
];
