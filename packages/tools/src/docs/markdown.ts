// Pieces of Markdown that the generated pages are made of.

/** Text as one cell of a table. */
export function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Text as code in a line; empty stays empty. */
export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** A table, or nothing when it would have no rows. Columns that are empty throughout are left out. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const kept = heads.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const line = (cells: readonly string[]) =>
    `| ${cells
      .filter((_, column) => kept[column] === true)
      .map(cell)
      .join(' | ')} |`;
  if (rows.length === 0) return [];
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), ''];
}

/** A code fence. */
export function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trim(), '```', ''];
}

/** A whole page: its title, a line that says where it comes from, and its blocks. */
export function page(title: string, source: string, blocks: readonly string[]): string {
  const head = [
    `# ${title}`,
    '',
    `<!-- Written by \`npm run docs\` from ${source}. Do not edit. -->`,
    '',
  ];
  return `${[...head, ...blocks]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** The anchor of a heading, as forges make it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
