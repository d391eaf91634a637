/** The forest: kinds of trees, land with numbered places, who adopts, and what grows. */
const text = 'text collate "C"';

export const statements = [
  `create table species (
    organization_id ${text} not null references organization (id),
    id ${text} not null,
    livemode boolean not null,
    latin_name text not null,
    names jsonb not null,
    native_range jsonb not null,
    needs jsonb not null,
    currency char(3) not null,
    price_amount bigint not null check (price_amount > 0),
    points bigint check (points > 0),
    growth jsonb not null,
    state text not null check (state in ('offered', 'retired')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id)
  )`,
  `create table plot (
    organization_id ${text} not null references organization (id),
    id ${text} not null,
    livemode boolean not null,
    project_id ${text} not null,
    names jsonb not null,
    country char(2) not null,
    partner jsonb,
    season jsonb,
    images jsonb not null,
    polygon jsonb not null,
    exclusions jsonb not null,
    grid jsonb not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    centre_longitude double precision not null,
    centre_latitude double precision not null,
    area_m2 double precision not null,
    places_total integer not null check (places_total > 0),
    -- Of its places and trees, moved in the commit that moves them.
    places_taken integer not null default 0,
    trees_planned integer not null default 0 check (trees_planned >= 0),
    trees_planted integer not null default 0 check (trees_planted >= 0),
    trees_established integer not null default 0 check (trees_established >= 0),
    trees_grown integer not null default 0 check (trees_grown >= 0),
    trees_lost integer not null default 0 check (trees_lost >= 0),
    -- Trees that were ever planted here, whatever became of them.
    trees_ever_planted integer not null default 0 check (trees_ever_planted >= 0),
    state text not null check (state in ('open', 'closed')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id),
    check (places_taken between 0 and places_total)
  )`,
  `create index plot_project on plot (organization_id, project_id, id)`,
  `create table plot_species (
    organization_id ${text} not null,
    plot_id ${text} not null,
    ordinal smallint not null,
    species_id ${text} not null,
    primary key (organization_id, plot_id, species_id),
    foreign key (organization_id, plot_id) references plot (organization_id, id),
    foreign key (organization_id, species_id) references species (organization_id, id)
  )`,
  // A hold whose time is over counts as free; whoever takes the place then says so by taking it.
  `create table place (
    organization_id ${text} not null,
    plot_id ${text} not null,
    number integer not null check (number > 0),
    longitude double precision not null,
    latitude double precision not null,
    state text not null default 'free' check (state in ('free', 'held', 'taken')),
    held_until timestamptz,
    adoption_id ${text},
    tree_number bigint,
    primary key (organization_id, plot_id, number),
    foreign key (organization_id, plot_id) references plot (organization_id, id),
    check ((state = 'held') = (held_until is not null)),
    check (state = 'taken' or tree_number is null)
  )`,
  // "Any place" takes the lowest number that is free, and then one whose hold is over.
  `create index place_open on place (organization_id, plot_id, held_until nulls first, number)
    where state <> 'taken'`,
  `create table adoption (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    plot_id ${text} not null,
    species_id ${text} not null,
    place_number integer not null,
    moved_from integer,
    state text not null check (state in
      ('held', 'gathering', 'paid', 'adopted', 'lapsed', 'released', 'unfulfilled')),
    held_until timestamptz,
    currency char(3) not null,
    price_amount bigint not null check (price_amount > 0),
    share_count smallint not null check (share_count between 1 and 20),
    team_name text,
    gift jsonb,
    adopter text not null check (adopter in ('donor', 'team', 'shop', 'points')),
    -- What of a shop or of points it comes from: once for each.
    source ${text},
    -- The address that holds the place, hashed: so that nobody holds a whole plot.
    held_by text,
    tree_number bigint,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, plot_id, place_number)
      references place (organization_id, plot_id, number),
    foreign key (organization_id, species_id) references species (organization_id, id)
  )`,
  `create unique index adoption_source on adoption (organization_id, source)
    where source is not null`,
  `create index adoption_due on adoption (held_until)
    where state in ('held', 'gathering')`,
  `create index adoption_paid on adoption (organization_id, plot_id) where state = 'paid'`,
  `create index adoption_held_by on adoption (organization_id, held_by) where state = 'held'`,
  `create table adoption_share (
    organization_id ${text} not null,
    adoption_id ${text} not null,
    number smallint not null,
    amount bigint not null check (amount > 0),
    state text not null check (state in ('open', 'pending', 'paid', 'refunded')),
    donation_id ${text},
    primary key (organization_id, adoption_id, number),
    foreign key (organization_id, adoption_id) references adoption (organization_id, id),
    check (state = 'open' or donation_id is not null)
  )`,
  `create unique index adoption_share_donation on adoption_share (organization_id, donation_id)
    where donation_id is not null`,
  // Each donation that was begun for an adoption; more than one may have been begun for a share.
  `create table adoption_payment (
    organization_id ${text} not null,
    donation_id ${text} not null,
    adoption_id ${text} not null,
    share_number smallint not null,
    -- The address that began it, hashed; null for a charity's own server.
    begun_from text,
    returned_because text check (returned_because in ('place_gone', 'team_incomplete', 'surplus')),
    created_at timestamptz not null,
    primary key (organization_id, donation_id),
    foreign key (organization_id, adoption_id) references adoption (organization_id, id)
  )`,
  `create index adoption_payment_begun on adoption_payment (created_at)
    where begun_from is not null`,
  `create index adoption_payment_adoption on adoption_payment (organization_id, adoption_id)`,
  // What a charity item has given by its orders, for the trees that it promises.
  `create index statement_line_item on statement_line (organization_id, charity_item_id)
    where charity_item_id is not null`,
  `create table forest_number (
    organization_id ${text} not null,
    livemode boolean not null,
    last_tree bigint not null,
    primary key (organization_id, livemode)
  )`,
  `create table tree (
    organization_id ${text} not null,
    livemode boolean not null,
    number bigint not null check (number > 0),
    id ${text} not null,
    plot_id ${text} not null,
    place_number integer not null,
    species_id ${text} not null,
    adoption_id ${text},
    -- Where it stands on a Hilbert curve of order 26 over the web's Mercator square: see tiles/curve.ts.
    curve_key bigint not null,
    -- Where it stands within its cell of that curve, written when it is counted: see tiles/spot.ts.
    spot integer,
    state text not null check (state in
      ('planned', 'planted', 'established', 'grown', 'replaced', 'lost')),
    planted_on date,
    replaces bigint,
    replaced_by bigint,
    -- What the counts of tiles hold of it: the year of planting, 0 for none yet; null before it is counted.
    folded_year smallint,
    -- Whether the counts have to look at it again.
    unfolded boolean not null default true,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, livemode, number),
    foreign key (organization_id, plot_id, place_number)
      references place (organization_id, plot_id, number),
    foreign key (organization_id, species_id) references species (organization_id, id)
  )`,
  // Its page is found by the id alone.
  `create unique index tree_id on tree (id, organization_id)`,
  `create unique index tree_standing on tree (organization_id, plot_id, place_number)
    where state not in ('replaced', 'lost')`,
  `create unique index tree_adoption on tree (organization_id, adoption_id)
    where adoption_id is not null and replaces is null`,
  `create index tree_curve on tree (organization_id, livemode, curve_key)`,
  `create index tree_plot on tree (organization_id, plot_id, number)`,
  `create index tree_unfolded on tree (organization_id, livemode, number) where unfolded`,
  `create table tree_stage (
    organization_id ${text} not null,
    tree_id ${text} not null,
    ordinal smallint not null,
    state text not null,
    on_day date not null,
    note text,
    photo_url text,
    recorded_at timestamptz not null,
    primary key (organization_id, tree_id, ordinal)
  )`,
  `create table observation (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    key text not null,
    fingerprint text not null,
    tree_id ${text} not null,
    observed_at timestamptz not null,
    height_cm integer check (height_cm > 0),
    crown_cm integer check (crown_cm > 0),
    alive boolean not null,
    photo_url text,
    longitude double precision,
    latitude double precision,
    accuracy_m double precision,
    observer text not null,
    note text,
    flags jsonb not null,
    review text not null check (review in ('clear', 'open', 'kept', 'set_aside')),
    created_at timestamptz not null,
    primary key (organization_id, id)
  )`,
  `create unique index observation_key on observation (organization_id, livemode, key)`,
  `create index observation_tree on observation (organization_id, tree_id, observed_at desc)`,
  `create index observation_open on observation (organization_id, id) where review = 'open'`,
  `create table photo (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
    sha256 text not null,
    bytes bytea not null,
    created_at timestamptz not null,
    primary key (organization_id, id)
  )`,
  // Its address has no organization in it.
  `create unique index photo_id on photo (id)`,
  `create unique index photo_sha256 on photo (organization_id, livemode, sha256)`,
  // A link for one who observes in the field; only its hash is kept.
  `create table field_pass (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    observer text not null,
    secret_sha256 text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (organization_id, id)
  )`,
  `create unique index field_pass_secret on field_pass (secret_sha256)`,
  // Standing trees by cell, kind and year, at every second level from 4 to 22: see tiles/counts.ts.
  `create table tree_count (
    organization_id ${text} not null,
    livemode boolean not null,
    level smallint not null,
    cell bigint not null,
    species_id ${text} not null,
    year smallint not null,
    trees integer not null check (trees > 0),
    -- Sums of where they stand, in cells of the finest curve: divided by the trees, their middle.
    across bigint not null,
    down bigint not null,
    primary key (organization_id, livemode, level, cell, species_id, year)
  )`,
  // Rises whenever trees are counted; whoever counts the trees of a forest holds its row.
  `create table forest_version (
    organization_id ${text} not null,
    livemode boolean not null,
    version bigint not null,
    primary key (organization_id, livemode)
  )`,
];
