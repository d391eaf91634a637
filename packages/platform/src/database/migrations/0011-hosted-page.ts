/** What the hosted page looks for. */
export const statements = [
  // Its address names a project and no organization: it stands in mails and on paper.
  'create index project_address on project (id)',
];
