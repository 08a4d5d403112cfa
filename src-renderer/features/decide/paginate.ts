/** A4 at 96 dpi, with the margins of the report's print styles and its zoom of 0.95, px. */
const SHEET = { width: 794, height: 1123, side: 53, top: 57, bottom: 64, zoom: 0.95 };

const SHEET_CSS = `
:host { color-scheme: light; display: block; }
.sheet {
  position: relative; box-sizing: border-box; width: ${SHEET.width}px; height: ${SHEET.height}px; overflow: hidden;
  margin: 0 auto 20px; padding: ${SHEET.top}px ${SHEET.side}px ${SHEET.bottom}px; background: #fff; color: var(--text);
  border: 1px solid var(--line-strong);
  font: 13px/20px 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums;
}
.sheet main { width: auto; max-width: none; margin: 0; zoom: ${SHEET.zoom}; }
.sheet main > :first-child { margin-top: 0; }
.sheet .foot {
  position: absolute; right: ${SHEET.side}px; bottom: 28px; left: ${SHEET.side}px; display: flex;
  justify-content: space-between; color: var(--text-faint); font-size: 9px;
}
`;

/**
 * Lays a report's page out on sheets inside a shadow root, which keeps its styles from the app's. The markup is the
 * renderer's own, in which every text of a log is escaped, and it runs no script: the document's policy forbids it and
 * a parsed document holds none.
 * @returns how many sheets there are
 */
export function paginate(root: ShadowRoot, page: string): number {
  // Taken out as text: a style element, even of a parsed document, is one that the policy refuses and reports.
  const [whole = '', css = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  const parsed = new DOMParser().parseFromString(page.replace(whole, ''), 'text/html');
  const style = new CSSStyleSheet();
  // In the sheet everything is as on paper: light, and without the rules for screens.
  style.replaceSync(
    css
      .replaceAll(':root', ':host')
      .replace(/@media \(prefers-color-scheme: dark\) \{[^}]*\}\s*\}/, '')
      .replace(/@page \{[^]*?\n\}/, '') + SHEET_CSS,
  );
  root.adoptedStyleSheets = [style];
  root.replaceChildren();
  const blocks = [...(parsed.querySelector('main')?.children ?? [])].filter(
    ({ tagName }) => tagName !== 'FOOTER',
  );
  const room = (SHEET.height - SHEET.top - SHEET.bottom) / SHEET.zoom;
  let main = newSheet(root);
  for (const [index, block] of blocks.entries()) {
    const isBreak = block.classList.contains('new-page');
    if (isBreak && main.childElementCount > 0) main = newSheet(root);
    main.append(root.ownerDocument.adoptNode(block));
    if (main.scrollHeight <= room || main.childElementCount === 1) continue;
    // A heading moves with what follows it.
    const moved: Element[] = [block];
    for (
      let before = blocks[index - 1];
      before && isHeading(before);
      before = blocks[blocks.indexOf(before) - 1]
    )
      moved.unshift(before);
    if (moved.length === main.childElementCount) continue;
    main = newSheet(root);
    main.append(...moved);
  }
  const sheets = [...root.querySelectorAll('.foot')];
  for (const [index, foot] of sheets.entries())
    foot.lastElementChild!.textContent = `${index + 1} / ${sheets.length}`;
  return sheets.length;
}

function newSheet(root: ShadowRoot): HTMLElement {
  const document = root.ownerDocument;
  const sheet = document.createElement('div');
  sheet.className = 'sheet';
  const main = document.createElement('main');
  const foot = document.createElement('div');
  foot.className = 'foot';
  const [left, right] = [document.createElement('span'), document.createElement('span')];
  left.textContent = 'Gnomon shadow comparison';
  foot.append(left, right);
  sheet.append(main, foot);
  root.append(sheet);
  return main;
}

/** Must not stand alone at the end of a page. */
function isHeading({ tagName, classList }: Element): boolean {
  return tagName === 'H2' || tagName === 'H3' || classList.contains('rule');
}
