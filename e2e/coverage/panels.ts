/** Panels of a page, read as a user does: by the names that they have, and what stands beside what. */
import type { Page } from '@playwright/test';
import type { PanelText } from './proof.ts';

/** Opens whatever is folded, and what was folded in it. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.getByRole('main').locator('details:not([open]) > summary');
  const openAll = () =>
    folded.evaluateAll((summaries: Clickable[]) => {
      for (const summary of summaries) summary.click();
      return summaries.length;
    });
  while ((await openAll()) > 0);
}

/** Null: there is no such panel. */
export async function readPanel(page: Page, name: string): Promise<PanelText | null> {
  const named = page
    .getByRole('region', { name, exact: true })
    .or(page.getByRole('group', { name, exact: true }))
    .or(page.getByLabel(name, { exact: true }))
    .first();
  if ((await named.count()) === 0) return null;
  const { text, beside } = await named.evaluate(readElement);
  const cells = new Map<string, string[]>();
  for (const [label, content] of beside) cells.set(label, [...(cells.get(label) ?? []), content]);
  return { text, cells };
}

type Clickable = { click(): void };

/** What is used of the elements of a page. */
type Part = {
  innerText: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Part>;
};

/** Runs in the page, at once: hundreds of cells are too many questions. */
function readElement(panel: Part): { text: string; beside: [string, string][] } {
  const all = (root: Part, selector: string): Part[] => [...root.querySelectorAll(selector)];
  const pairs = (labels: string[], contents: string[]): [string, string][] =>
    contents.map((content, index) => [labels[index] ?? '', content]);
  const textsOf = (root: Part, selector: string): string[] =>
    all(root, selector).map(({ innerText }) => innerText);
  const facts = pairs(textsOf(panel, 'dt'), textsOf(panel, 'dd'));
  const tables = all(panel, 'table').flatMap((table) => {
    const heads = textsOf(table, 'thead th');
    return all(table, 'tbody tr').flatMap((row) => pairs(heads, textsOf(row, 'th, td')));
  });
  const hints = all(panel, '[title]').map((part) => part.getAttribute('title') ?? '');
  return { text: [panel.innerText, ...hints].join('\n'), beside: [...facts, ...tables] };
}
