/** The page that shows as many members and does nothing else: no script, no style sheet, no request but its own. What it
 *  takes is what the browser itself takes, on this machine and at this moment. */
export function plainPage(members: number): string {
  const rows = Array.from(
    { length: members },
    (_, index) =>
      `<tr><td><a href="/members/node-${index + 1}">node-${index + 1}</a></td><td>Online</td><td>Fully operational</td>` +
      `<td>database</td><td>https://127.0.0.1:${8443 + index}</td><td>x86_64</td></tr>`,
  );
  const names = ['Name', 'Status', 'Message', 'Roles', 'URL', 'Architecture'];
  const head = names.map((name) => `<th>${name}</th>`).join('');
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${members} members</title>` +
    `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></html>`
  );
}
