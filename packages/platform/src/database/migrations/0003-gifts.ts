/** What a donor wall is read by; the newest gifts are read by `donation_project`. */
export const statements = [
  // Neither the state nor what was given back is in it: a gift enters it when it is made, with the
  // other indexes, and being paid writes nothing into it.
  'create index donation_largest on donation (organization_id, project_id, gift_amount, id)',
];
