/** The page's text as a reader sees it, cells and blocks apart. */
export function visible(page: string): string {
  return page
    .replace(/<(style|title|desc)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}
