/** How what shoppers add goes through statements, and which gifts it becomes. */
export const statements = [
  `alter table round_up
     -- The amount once its order is complete; what differs from what was stated goes on a statement.
     add column owed bigint not null default 0 check (owed >= 0),
     add column stated bigint not null default 0 check (stated >= 0),
     add column passed_on bigint not null default 0 check (passed_on >= 0)`,
  `update round_up set owed = amount where state = 'confirmed'`,
  'create index round_up_unstated on round_up (organization_id, order_id) where owed <> stated',

  // A line of a round-up follows no terms.
  `alter table statement_line
     alter column charity_item_id drop not null,
     alter column revision drop not null,
     add check ((charity_item_id is null) = (revision is null)),
     add check (charity_item_id is not null or exact = trunc(exact))`,
  `create unique index statement_line_round_up on statement_line (organization_id, order_id, project_id,
     statement_id) where charity_item_id is null`,
  `alter table statement_due
     add column kind text not null default 'pledge' check (kind in ('pledge', 'round_up')),
     drop constraint statement_due_pkey,
     add primary key (organization_id, statement_id, project_id, kind)`,

  // Of each line that was passed on, the gift that it became.
  `create table round_up_gift (
    organization_id text collate "C" not null,
    order_id text collate "C" not null,
    project_id text collate "C" not null,
    statement_id text collate "C" not null,
    donation_id text collate "C" not null,
    primary key (organization_id, order_id, project_id, statement_id),
    unique (organization_id, donation_id),
    foreign key (organization_id, order_id, project_id)
      references round_up (organization_id, order_id, project_id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
];
