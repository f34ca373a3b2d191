// Types of support_table.mjs.
export function supportTable(root: string): string;
export function supportTableOf(readme: string): string;
