const STORAGE_KEY = 'gnomon-token';
const FRAGMENT = /(?:^#|[#&?])token=([^&]+)/;

let token: string | null = null;

/**
 * Takes the run's token out of the address (`#token=…`), so that it is neither shown nor copied with a link, and keeps
 * it for reloads of this tab. Call once, before the first request.
 */
export function takeToken(): void {
  const found = FRAGMENT.exec(location.hash);
  if (found?.[1] !== undefined) {
    token = decodeURIComponent(found[1]);
    sessionStorage.setItem(STORAGE_KEY, token);
    const rest = location.hash.replace(FRAGMENT, '');
    history.replaceState(null, '', `${location.pathname}${location.search}${rest === '#' ? '' : rest}`);
    return;
  }
  token = sessionStorage.getItem(STORAGE_KEY);
}

/** Headers that every request to the host carries; empty in Electron, where no token is needed. */
export function tokenHeaders(): Record<string, string> {
  return token === null ? {} : { 'x-gnomon-token': token };
}
